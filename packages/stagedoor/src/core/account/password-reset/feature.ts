import type { AccountFeature } from '../../kernel/feature.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import type { MailAccount, RequestDetails } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { mailPasswordReset } from './mail-password-reset.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { findResetLink, resetPassword } from './reset-password.ts';
import { sendPasswordReset } from './send-password-reset.ts';

const auditActions = ['password-reset-request', 'password-reset-sent', 'password-reset'] as const;

declare module '../../kernel/feature.ts' {
  interface JobKinds {
    /** Whether the address has an account is looked up by the worker, never in the request: known and unknown addresses cost the same. */
    'mail-password-reset': {
      readonly email: string;
      readonly language: LanguageTag;
      readonly requestDetails: RequestDetails;
    };
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<'password-reset', unknown> {}
}

/** What the e-mails of this feature say. */
export interface PasswordResetMails {
  'password-reset': {
    readonly username: string;
    readonly path: string;
    readonly expiresInMinutes: number;
    readonly requestDetails: RequestDetails;
  };
  'password-reset-of-several': {
    readonly accounts: readonly MailAccount[];
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends PasswordResetMails {}
}

export const passwordResetFeature = {
  name: 'password-reset',
  useCases: {
    password: {
      requestReset: requestPasswordReset,
      sendReset: sendPasswordReset,
      mailReset: mailPasswordReset,
      findResetLink,
      reset: resetPassword,
    },
  },
  jobs: {
    'mail-password-reset': (ports, job, { transact }) => mailPasswordReset({ ...ports, transact }, job),
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
