import { after, days } from '../kernel/clock.ts';
import type { AccountFeature } from '../kernel/feature.ts';
import type { LanguageTag } from '../kernel/language-tag.ts';
import type { MailedLink } from '../link/one-time-link-store.ts';
import type { Notice } from '../user/notices.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { discardJobs } from './discard-jobs.ts';
import type { FeatureMail } from './job-store.ts';
import { listJobs } from './list-jobs.ts';
import type { MailData } from './mail-data.ts';
import { retryJobs } from './retry-jobs.ts';

/** An event that nobody heard of for so long is news to nobody. */
const PARKED_EVENT_LIFE_MS = days(30);

const auditActions = ['jobs-retry', 'jobs-discard'] as const;

declare module '../kernel/feature.ts' {
  interface JobKinds {
    /** Done by who puts e-mails into words and mails them. */
    'send-mail': {
      readonly to: string;
      readonly language: LanguageTag;
      /** Of the reader. Null where it is unknown; an e-mail from before there was one has none. */
      readonly timeZone?: string | null;
      readonly mail: MailData | FeatureMail;
      /** The link in it, if it carries one that may die while the e-mail waits. */
      readonly link?: MailedLink | null;
      /** The links in it, if it carries one for each of several accounts. */
      readonly links?: readonly MailedLink[];
      /** For one that its reader may leave out. */
      readonly notice?: Notice;
    };
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

export const outboxFeature = {
  name: 'outbox',
  useCases: {
    job: { list: listJobs, retry: retryJobs, discard: discardJobs },
  },
  auditActions,
  expire: ({ jobs }, { now, most }) => jobs.removeParkedEvents(after(now, -PARKED_EVENT_LIFE_MS), most),
} as const satisfies AccountFeature<Dependencies, Stores>;
