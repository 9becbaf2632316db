import type { AccountFeature } from '../../kernel/feature.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { createFirstSuperuser } from './create-first-superuser.ts';
import { createUser } from './create-user.ts';
import { registerUser } from './register-user.ts';
import { signUp } from './sign-up.ts';
import { signUpForApiToken, signUpForTokenPair } from './sign-up-for-tokens.ts';

const auditActions = ['sign-up', 'user-create'] as const;

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What the e-mails of this feature say. */
export interface SignUpMails {
  /** Sign-up with an address that has a working account. */
  'already-registered': {
    readonly username: string;
    readonly logInPath: string;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends SignUpMails {}
}

export const signUpFeature = {
  name: 'sign-up',
  useCases: {
    user: {
      signUp,
      register: registerUser,
      signUpForTokenPair,
      signUpForApiToken,
      create: createUser,
      createFirstSuperuser,
    },
  },
  auditActions,
} as const satisfies AccountFeature<Dependencies, Stores>;
