import { after } from '../kernel/clock.ts';
import type { AccountFeature } from '../kernel/feature.ts';
import type { RequestDetails } from '../outbox/mail-data.ts';
import { addPasskey } from './add-passkey.ts';
import { beginPasskey } from './begin-passkey.ts';
import { beginPasskeyProof } from './begin-passkey-proof.ts';
import { beginTotp } from './begin-totp.ts';
import { confirmTotp } from './confirm-totp.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { findTotpSetUp } from './find-totp-set-up.ts';
import { listSecondFactors } from './list-second-factors.ts';
import { makeRecoveryCodes } from './make-recovery-codes.ts';
import { proveCode } from './prove-code.ts';
import { provePasskey } from './prove-passkey.ts';
import { reauthenticateByCode } from './reauthenticate-by-code.ts';
import { reauthenticateByPasskey } from './reauthenticate-by-passkey.ts';
import { removeSecondFactorsByOperator } from './remove-all-by-operator.ts';
import { removeTotp } from './remove-totp.ts';
import { lacksFactorProof } from './require-factor-proof.ts';
import { secondFactorStage } from './second-factor-stage.ts';
import type { FactorChange } from './tell-of-factor.ts';
import { UNCONFIRMED_LIFE_MS } from './totp-device.ts';

const auditActions = [
  'second-factor-add',
  'second-factor-remove',
  'recovery-codes-make',
  'recovery-code-use',
  'passkey-add',
  'passkey-remove',
] as const;

declare module '../kernel/stage.ts' {
  interface StageNames {
    readonly 'second-factor': unknown;
  }
}

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** What the e-mails of this feature say. */
export interface SecondFactorMails {
  'second-factor-changed': {
    readonly username: string;
    readonly what: FactorChange;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../outbox/mail-data.ts' {
  interface MailKinds extends SecondFactorMails {}
}

/** What is shown beside a password: the codes of an authenticator app, recovery codes in their place, passkeys. */
export const secondFactorFeature = {
  name: 'second-factor',
  useCases: {
    secondFactor: {
      list: listSecondFactors,
      beginTotp,
      findTotpSetUp,
      confirmTotp,
      removeTotp,
      makeRecoveryCodes,
      lacksProof: lacksFactorProof,
      prove: proveCode,
      reauthenticate: reauthenticateByCode,
      removeAllByOperator: removeSecondFactorsByOperator,
      beginPasskeyProof,
      provePasskey,
      reauthenticateByPasskey,
    },
    passkey: { begin: beginPasskey, add: addPasskey },
  },
  auditActions,
  stages: [secondFactorStage],
  expire: ({ totpDevices }, { now, most }) => totpDevices.removeStale(after(now, -UNCONFIRMED_LIFE_MS), most),
  reseal: ({ transact }) => transact(({ totpDevices }) => totpDevices.reseal()),
  exportOf: async (ports, userId) => {
    const { totpDevices, recoveryCodes } = await listSecondFactors(ports, { userId });
    return {
      second_factors: totpDevices.map(({ id, name, confirmedAt, lastUsedAt }) => ({
        id,
        kind: 'totp',
        name,
        confirmed_at: confirmedAt,
        last_used_at: lastUsedAt,
      })),
      recovery_codes_left: recoveryCodes.left,
    };
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
