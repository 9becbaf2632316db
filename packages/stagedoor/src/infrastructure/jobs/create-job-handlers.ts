import { createHash } from 'node:crypto';
import { mailActivation } from '../../core/account/activation/mail-activation.ts';
import { removeUnactivatedUsers } from '../../core/account/activation/remove-unactivated-users.ts';
import { mailEmailAddress } from '../../core/account/email/mail-email-address.ts';
import { mailEmailChange } from '../../core/account/email/mail-email-change.ts';
import { releaseEmail } from '../../core/account/email/release-email.ts';
import { mailPasswordReset } from '../../core/account/password-reset/mail-password-reset.ts';
import { mailUsernameReset } from '../../core/account/username/mail-username-reset.ts';
import { sealAuditEvents } from '../../core/audit/seal-audit-events.ts';
import type { Dependencies } from '../../core/dependencies.ts';
import { dispatchEvent } from '../../core/event/dispatch-event.ts';
import { hasLiveLink, recordMailSent } from '../../core/link/mail-link.ts';
import { clearExpired } from '../../core/maintenance/clear-expired.ts';
import { pruneRecords } from '../../core/maintenance/prune-records.ts';
import type { FeatureMail, Job } from '../../core/outbox/job-store.ts';
import type { MailData } from '../../core/outbox/mail-data.ts';
import type { MailLocale } from '../../core/outbox/mail-locale.ts';
import type { Mail, Mailer } from '../mail/mailer.ts';
import { finishInside } from './finish-inside.ts';
import type { FeatureJobHandlers, JobContext, JobHandlers } from './job-handlers.ts';

/** Puts an e-mail into words; the mail layer does. */
export type RenderMail = (
  mail: MailData | FeatureMail,
  reader: MailLocale,
) => Pick<Mail, 'subject' | 'html' | 'text'>;

/** The handlers of the core's jobs: the use cases, and e-mails by way of the mailer. */
export function createJobHandlers(parts: {
  readonly ports: Dependencies;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  readonly featureJobs?: FeatureJobHandlers;
}): JobHandlers {
  const { ports, mailer, renderMail } = parts;
  const once = (context: JobContext) => ({ ...ports, transact: finishInside(ports.transact, context) });
  return {
    ...parts.featureJobs,
    'send-mail': async (job, { id, signal }) => {
      if (!(await hasLiveLink(ports, job))) return;
      const { subject, html, text } = renderMail(job.mail, {
        language: job.language,
        timeZone: job.timeZone ?? null,
      });
      await mailer.send({ to: job.to, subject, html, text, messageId: messageIdOf(id, job) }, signal);
      await recordMailSent(ports, job);
    },
    'mail-password-reset': (job, context) => mailPasswordReset(once(context), job),
    'mail-username-reset': (job, context) => mailUsernameReset(once(context), job),
    'mail-activation': (job, context) => mailActivation(once(context), job),
    'mail-email-change': (job, context) => mailEmailChange(once(context), job),
    'mail-email-address': (job, context) => mailEmailAddress(once(context), job),
    'release-email': (job, context) => releaseEmail(once(context), job),
    'dispatch-event': (job, context) => dispatchEvent(once(context), job),
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
