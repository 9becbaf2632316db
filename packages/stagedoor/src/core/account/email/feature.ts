import type { AccountFeature } from '../../kernel/feature.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { addEmailAddress } from './add-email-address.ts';
import { confirmEmailAddress } from './confirm-email-address.ts';
import { confirmEmailChange } from './confirm-email-change.ts';
import { findEmailLink } from './find-email-link.ts';
import { listEmailAddresses } from './list-email-addresses.ts';
import { mailEmailAddress } from './mail-email-address.ts';
import { mailEmailChange } from './mail-email-change.ts';
import { makeEmailPrimary } from './make-email-primary.ts';
import { releaseEmail } from './release-email.ts';
import { removeEmailAddress } from './remove-email-address.ts';
import { requestEmailChange } from './request-email-change.ts';
import { sendEmailVerification } from './send-email-verification.ts';
import { undoEmailChange } from './undo-email-change.ts';

const auditActions = [
  'email-change-request',
  'email-change',
  'email-change-undo',
  'email-add-request',
  'email-add',
  'email-remove',
] as const;

declare module '../../kernel/feature.ts' {
  interface JobKinds {
    'mail-email-change': { readonly userId: number; readonly email: string; readonly language: LanguageTag };
    'mail-email-address': {
      readonly userId: number;
      readonly addressId: number;
      readonly language: LanguageTag;
    };
    /** Frees an address that was kept for the undo of an e-mail change. */
    'release-email': { readonly userId: number; readonly emailKey: string };
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions
    extends Record<'email-change' | 'email-change-undo' | 'email-add' | 'email-remove', unknown> {}
}

/** What the e-mails of this feature say. */
export interface EmailMails {
  /** To an address that somebody adds to their account. */
  'email-add-confirm': {
    readonly username: string;
    readonly newEmail: string;
    readonly path: string;
    readonly expiresInMinutes: number;
  };
  'email-change-confirm': {
    readonly username: string;
    readonly newEmail: string;
    readonly path: string;
    readonly expiresInMinutes: number;
  };
  'email-changed': {
    readonly username: string;
    readonly newEmail: string;
    readonly undoPath: string;
    readonly undoExpiresInMinutes: number;
    readonly requestDetails: RequestDetails;
  };
  /** To the new and to the former primary address, when the account went back to one from before. */
  'email-returned': {
    readonly username: string;
    readonly email: string;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
  /** To the primary address, when another one came or went. */
  'email-list-changed': {
    readonly username: string;
    readonly address: string;
    readonly how: 'added' | 'removed';
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends EmailMails {}
}

export const emailFeature = {
  name: 'email',
  useCases: {
    email: {
      listAddresses: listEmailAddresses,
      addAddress: addEmailAddress,
      mailAddress: mailEmailAddress,
      sendVerification: sendEmailVerification,
      confirmAddress: confirmEmailAddress,
      makePrimary: makeEmailPrimary,
      removeAddress: removeEmailAddress,
      requestChange: requestEmailChange,
      mailChange: mailEmailChange,
      confirmChange: confirmEmailChange,
      undoChange: undoEmailChange,
      release: releaseEmail,
      findLink: findEmailLink,
    },
  },
  jobs: {
    'mail-email-change': (ports, job, { transact }) => mailEmailChange({ ...ports, transact }, job),
    'mail-email-address': (ports, job, { transact }) => mailEmailAddress({ ...ports, transact }, job),
    'release-email': (ports, job, { transact }) => releaseEmail({ ...ports, transact }, job),
  },
  auditActions,
  exportOf: async ({ emailAddresses }, userId) => ({
    email_addresses: (await emailAddresses.listOfUser(userId)).map(({ email, isVerified, isPrimary }) => ({
      email,
      verified: isVerified,
      primary: isPrimary,
    })),
  }),
} as const satisfies AccountFeature<Dependencies, Stores>;
