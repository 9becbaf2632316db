import type { MailParts, WrittenMail } from 'stagedoor';
import type { NewLine } from '../core/guestbook/new-line.ts';
import { guestBookTexts } from '../texts/guestbook.ts';

const { keys: texts } = guestBookTexts;

/** To whoever keeps the guest book: who wrote what, and where it stands. */
export function newLineMail({ t, data, site, moment }: MailParts<NewLine>): WrittenMail {
  return {
    subject: t(texts.newLineSubject, { site }),
    pieces: [
      { piece: 'paragraph', text: t(texts.newLineText, { author: data.author }) },
      {
        piece: 'facts',
        facts: [
          { name: t(texts.newLineLine), value: data.message },
          { name: t(texts.newLineWhen), value: moment(data.writtenAt) },
        ],
      },
      { piece: 'action', label: t(texts.newLineAction), path: '/guestbook/' },
    ],
    footer: t(texts.newLineFooter, { site }),
  };
}
