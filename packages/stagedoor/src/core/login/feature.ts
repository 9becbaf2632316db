import type { AccountFeature } from '../kernel/feature.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { failuresInARowKey } from '../limit/counters.ts';
import type { RequestDetails } from '../outbox/mail-data.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { endAllSessions } from './end-all-sessions.ts';
import { endOtherSessions } from './end-other-sessions.ts';
import { endSessionOf } from './end-session-of.ts';
import { failStage } from './fail-stage.ts';
import { findByPassword } from './find-by-password.ts';
import { findPasswordPrincipal } from './find-password-principal.ts';
import { endFlow, findFlow, tryStage } from './flow.ts';
import { forgetDevice } from './forget-device.ts';
import { forgetDevicesByOperator } from './forget-devices-by-operator.ts';
import { listDevicesByOperator } from './list-devices-by-operator.ts';
import { logIn } from './log-in.ts';
import { logInRemoteUser } from './log-in-remote-user.ts';
import { logOut } from './log-out.ts';
import { passSessionStage, trySessionStage } from './pass-session-stage.ts';
import { reauthenticate } from './reauthenticate.ts';
import { unlock } from './unlock.ts';

const auditActions = [
  'log-in',
  'log-in-wait',
  'lock-out',
  'reauthenticate',
  'unlock',
  'device-forget',
  'stage-pass',
  'password-upgrade',
] as const;

declare module '../kernel/credential.ts' {
  interface CredentialKinds {
    /** A name and a password with the request itself: each costs what a log-in costs. */
    password: {
      readonly shown: { readonly identifier: string; readonly password: string; readonly visitor: Visitor };
      readonly found: Principal;
    };
  }
}

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
  interface ToldActions extends Record<'log-in', unknown> {}
}

/** What the e-mails of this feature say. */
export interface LoginMails {
  'new-device': {
    readonly username: string;
    readonly sessionsPath: string;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
  /** A right password after many wrong ones (ASVS V6.3.5). */
  'guessing-noticed': {
    readonly username: string;
    readonly failures: number;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
  /** The first proof of a log-in was right, and a stage after it was not: somebody may know the password. */
  'stage-failed': {
    readonly username: string;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
  /** So many wrong passwords in a row that strange browsers are not let in by one any more (NIST SP 800-63B, 3.2.2). */
  'log-in-held': {
    readonly username: string;
    readonly failures: number;
    readonly resetPath: string;
    readonly requestDetails: RequestDetails;
  };
}

declare module '../outbox/mail-data.ts' {
  interface MailKinds extends LoginMails {}
}

export const loginFeature = {
  name: 'login',
  useCases: {
    login: {
      logIn,
      logInRemoteUser,
      findFlow,
      tryStage,
      failStage,
      endFlow,
      trySessionStage,
      passSessionStage,
      findPasswordPrincipal,
      logOut,
      reauthenticate,
      unlock,
    },
    // With the log-ins on their way to one.
    session: { endOthers: endOtherSessions, endAll: endAllSessions, endOf: endSessionOf },
    device: {
      forget: forgetDevice,
      listByOperator: listDevicesByOperator,
      forgetByOperator: forgetDevicesByOperator,
    },
  },
  credentials: { password: { find: findByPassword, secrets: ['password'] } },
  auditActions,
  expire: ({ flows }, { now, most }) => flows.removeExpired(now, most),
  forget: ({ limits }, { userId }) => limits.clear([failuresInARowKey(userId)]),
} as const satisfies AccountFeature<Dependencies, Stores>;
