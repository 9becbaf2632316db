import type { AccountFeature } from '../../kernel/feature.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { mailUsernameReset } from './mail-username-reset.ts';
import { requestUsernameReset } from './request-username-reset.ts';
import { resetUsername } from './reset-username.ts';

const auditActions = ['username-reset-request', 'username-reset', 'username-change'] as const;

declare module '../../kernel/feature.ts' {
  interface JobKinds {
    'mail-username-reset': {
      readonly email: string;
      readonly language: LanguageTag;
      readonly requestDetails: RequestDetails;
    };
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<'username-reset' | 'username-change', unknown> {}
}

/** What the e-mails of this feature say. */
export interface UsernameMails {
  'username-reset': {
    readonly username: string;
    readonly path: string;
    readonly expiresInMinutes: number;
    readonly requestDetails: RequestDetails;
  };
  'username-changed': {
    readonly username: string;
    readonly newUsername: string;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends UsernameMails {}
}

export const usernameFeature = {
  name: 'username',
  useCases: {
    username: { requestReset: requestUsernameReset, mailReset: mailUsernameReset, reset: resetUsername },
  },
  jobs: {
    'mail-username-reset': (ports, job, { transact }) => mailUsernameReset({ ...ports, transact }, job),
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
