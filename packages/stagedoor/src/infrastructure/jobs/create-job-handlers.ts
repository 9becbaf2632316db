import { createHash } from 'node:crypto';
import { type Departure, noticeOnItsWay } from '../../core/account/notice/notice-on-its-way.ts';
import type { Dependencies } from '../../core/dependencies.ts';
import { hasLiveLink, recordMailSent } from '../../core/link/mail-link.ts';
import { openableFeatures } from '../../core/open-features.ts';
import type { FeatureMail, Job, OwnJob } from '../../core/outbox/job-store.ts';
import type { MailData } from '../../core/outbox/mail-data.ts';
import type { MailLocale } from '../../core/outbox/mail-locale.ts';
import type { Mail, Mailer } from '../mail/mailer.ts';
import { finishInside } from './finish-inside.ts';
import type { JobHandler, JobHandlers } from './job-handlers.ts';

/** Puts an e-mail into words; the mail layer does. */
export type RenderMail = (
  mail: MailData | FeatureMail,
  reader: MailLocale & Pick<Extract<Departure, { leaves: true }>, 'stopPath'>,
) => Omit<Mail, 'to' | 'messageId'>;

interface Parts {
  readonly ports: Dependencies;
  readonly mailer: Mailer;
  readonly renderMail: RenderMail;
  /** How the jobs of the site's own features are done. */
  readonly featureJobs?: JobHandlers;
}

/** How every job is done: those of each feature as it says, and e-mails by way of the mailer. */
export function createJobHandlers(parts: Parts): JobHandlers {
  return { ...parts.featureJobs, ...accountJobs(parts.ports), 'send-mail': mailSender(parts) };
}

function accountJobs(ports: Dependencies): JobHandlers {
  const handlers = openableFeatures.flatMap(({ jobs = {} }) => Object.entries(jobs));
  return Object.fromEntries(
    handlers.map(([name, handle]): [string, JobHandler] => {
      // Under the name of its kind, whose type says what it carries.
      const done = handle as (ports: Dependencies, job: Job, run: object) => Promise<unknown>;
      return [
        name,
        (job, context) => {
          const transact = finishInside(ports.transact, context);
          return done(ports, job, { signal: context.signal, transact });
        },
      ];
    }),
  );
}

function mailSender({ ports, mailer, renderMail }: Parts): JobHandler {
  return async (job, { id, signal }) => {
    if (!isMail(job) || !(await hasLiveLink(ports, job))) return;
    const departure = await noticeOnItsWay(ports, job);
    if (!departure.leaves) return;
    const { language, timeZone = null } = job;
    const mail = renderMail(job.mail, { language, timeZone, stopPath: departure.stopPath });
    await mailer.send({ ...mail, to: job.to, messageId: messageIdOf(id, job) }, signal);
    await recordMailSent(ports, job);
  };
}

function isMail(job: Job): job is Extract<OwnJob, { name: 'send-mail' }> {
  return job.name === 'send-mail';
}

/** From the content too: a row number may come back after its row is gone, and mailboxes drop what they think they have. */
function messageIdOf(id: number, job: Job): string {
  return createHash('sha256')
    .update(`${id}\0${JSON.stringify(job)}`)
    .digest('hex')
    .slice(0, 40);
}
