import { parseSender } from '../../core/outbox/parse-sender.ts';
import { certificateProblem } from '../certificates.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const mailRules: SettingRules = {
  needs: {
    MAIL_CA_FILE: {
      words: 'a MAIL_URL of smtp: or smtps:',
      isMet: ({ mailUrl }) => mailUrl?.reveal().startsWith('smtp') ?? false,
    },
  },
  problems: ({ mailUrl, mailFrom, mailCaFile }) => [
    ...when(
      mailUrl !== null && !isMailServer(mailUrl.reveal()),
      'MAIL_URL must name a mail server, such as smtp://user:password@mail.example.org:587.',
    ),
    ...when(
      parseSender(mailFrom) === null,
      `MAIL_FROM must be one address, such as Example <noreply@example.org>; it is "${mailFrom}".`,
    ),
    ...certificateProblem('MAIL_CA_FILE', mailCaFile),
  ],
  productionProblems: ({ mailUrl }) => [
    ...when(mailUrl === null, 'MAIL_URL is missing; without it no e-mail leaves.'),
    ...when(
      mailUrl?.reveal().startsWith('console:') ?? false,
      'MAIL_URL is console:, which prints working links instead of sending them.',
    ),
  ],
  deployHints: ({ mailFrom, publicUrl }) =>
    when(
      /@localhost>?$/.test(mailFrom),
      `MAIL_FROM is not set, and ${publicUrl.hostname} is no domain for mail: e-mails come from no-reply@localhost.`,
    ),
};

function isMailServer(url: string): boolean {
  if (url.startsWith('console:')) return true;
  return (URL.parse(url)?.hostname ?? '') !== '';
}
