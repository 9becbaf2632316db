import { createHash } from 'node:crypto';
import { pruneRecords } from '../../core/audit/prune-records.ts';
import { sealAuditEvents } from '../../core/audit/seal-audit-events.ts';
import type { Dependencies } from '../../core/dependencies.ts';
import type { Job } from '../../core/outbox/job-store.ts';
import type { Letter } from '../../core/outbox/letter.ts';
import { mailPasswordReset } from '../../core/password/mail-password-reset.ts';
import { clearExpired } from '../../core/session/clear-expired.ts';
import { isLetterLinkAlive, noteLetterLeft } from '../../core/user/letter-link.ts';
import { mailActivation } from '../../core/user/mail-activation.ts';
import { mailEmailAddress } from '../../core/user/mail-email-address.ts';
import { mailEmailChange } from '../../core/user/mail-email-change.ts';
import { mailUsernameReset } from '../../core/user/mail-username-reset.ts';
import type { Reader } from '../../core/user/reader-of.ts';
import { releaseEmail } from '../../core/user/release-email.ts';
import { removeUnactivatedUsers } from '../../core/user/remove-unactivated-users.ts';
import type { Mail, Mailer } from '../mail/mailer.ts';
import { finishInside } from './finish-inside.ts';
import type { JobContext, JobHandlers } from './job-handlers.ts';

/** Puts a letter into words; the mail room does. */
export type RenderLetter = (letter: Letter, reader: Reader) => Pick<Mail, 'subject' | 'html' | 'text'>;

/** The handlers of the core's jobs: the use cases, and letters by way of the mailer. */
export function createJobHandlers(parts: {
  readonly ports: Dependencies;
  readonly mailer: Mailer;
  readonly renderLetter: RenderLetter;
}): JobHandlers {
  const { ports, mailer, renderLetter } = parts;
  const once = (context: JobContext) => ({ ...ports, transact: finishInside(ports.transact, context) });
  return {
    'send-letter': async (job, { id, signal }) => {
      if (job.link && !(await isLetterLinkAlive(ports, job.link))) return;
      const { subject, html, text } = renderLetter(job.letter, {
        language: job.language,
        timeZone: job.timeZone ?? null,
      });
      await mailer.send({ to: job.to, subject, html, text, messageId: messageIdOf(id, job) }, signal);
      if (job.link) await noteLetterLeft(ports, job.link);
    },
    'mail-password-reset': (job, context) => mailPasswordReset(once(context), job),
    'mail-username-reset': (job, context) => mailUsernameReset(once(context), job),
    'mail-activation': (job, context) => mailActivation(once(context), job),
    'mail-email-change': (job, context) => mailEmailChange(once(context), job),
    'mail-email-address': (job, context) => mailEmailAddress(once(context), job),
    'release-email': (job, context) => releaseEmail(once(context), job),
    'remove-unactivated-users': () => removeUnactivatedUsers(ports),
    'clear-expired': () => clearExpired(ports),
    'prune-records': () => pruneRecords(ports),
    'seal-audit': () => sealAuditEvents(ports),
  };
}

/** From the content too: a row number may come back after its row is gone, and mailboxes drop what they think they have. */
function messageIdOf(id: number, job: Job): string {
  return createHash('sha256')
    .update(`${id}\0${JSON.stringify(job)}`)
    .digest('hex')
    .slice(0, 40);
}
