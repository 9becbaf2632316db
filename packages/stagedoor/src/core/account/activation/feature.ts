import type { AccountFeature } from '../../kernel/feature.ts';
import type { LanguageTag } from '../../kernel/language-tag.ts';
import type { MailAccount, MailUntilActivated } from '../../outbox/mail-data.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { confirmActivation } from './confirm-activation.ts';
import { describeUnconfirmedAccount } from './describe-unconfirmed-account.ts';
import { findActivation } from './find-activation.ts';
import { mailActivation } from './mail-activation.ts';
import { removeUnactivatedUsers } from './remove-unactivated-users.ts';
import { sendActivation } from './send-activation.ts';

const auditActions = ['activation-sent', 'activation', 'user-clean-up'] as const;

declare module '../../kernel/feature.ts' {
  interface JobKinds {
    'mail-activation': {
      readonly email: string;
      /** Absent where a stranger typed the address: then there is an e-mail for each account that claims it. */
      readonly userId?: number;
      readonly language: LanguageTag;
    };
    'remove-unactivated-users': object;
  }
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<'activation' | 'user-clean-up', unknown> {}
}

/** What the e-mails of this feature say. */
export interface ActivationMails {
  activation: {
    readonly username: string;
    readonly path: string;
    readonly expiresInMinutes: number;
    readonly untilActivated?: MailUntilActivated;
  };
  'activation-of-several': {
    readonly accounts: readonly MailAccount[];
  };
}

declare module '../../outbox/mail-data.ts' {
  interface MailKinds extends ActivationMails {}
}

export const activationFeature = {
  name: 'activation',
  useCases: {
    activation: {
      send: sendActivation,
      mail: mailActivation,
      find: findActivation,
      confirm: confirmActivation,
      describeUnconfirmed: describeUnconfirmedAccount,
      removeUnactivated: removeUnactivatedUsers,
    },
  },
  jobs: {
    'mail-activation': (ports, job, { transact }) => mailActivation({ ...ports, transact }, job),
    'remove-unactivated-users': (ports) => removeUnactivatedUsers(ports),
  },
  auditActions,
  schedule: ({ removeUnactivatedAfterMs }) =>
    removeUnactivatedAfterMs === null ? [] : [{ cron: '* * * * *', job: 'remove-unactivated-users' }],
} as const satisfies AccountFeature<Dependencies, Stores>;
