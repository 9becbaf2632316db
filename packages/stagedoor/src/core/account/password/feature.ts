import type { AccountFeature } from '../../kernel/feature.ts';
import type { RequestDetails } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { changePassword } from './change-password.ts';
import { changePasswordStage } from './change-password-stage.ts';
import { replacePassword } from './replace-password.ts';
import { setPassword } from './set-password.ts';
import { setPasswordFor } from './set-password-for.ts';

const auditActions = ['password-change', 'password-set'] as const;

declare module '../../kernel/stage.ts' {
  interface StageNames {
    readonly 'change-password': unknown;
  }
}

declare module '../../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What the e-mails of this feature say. */
export interface PasswordMails {
  'password-changed': {
    readonly username: string;
    readonly how: 'change' | 'reset' | 'set' | 'operator';
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends PasswordMails {}
}

export const passwordFeature = {
  name: 'password',
  useCases: {
    password: {
      change: changePassword,
      replace: replacePassword,
      set: setPassword,
      setFor: setPasswordFor,
    },
  },
  auditActions,
  stages: [changePasswordStage],
} as const satisfies AccountFeature<Dependencies, Stores>;
