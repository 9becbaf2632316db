import type { PendingStage } from '../kernel/stage.ts';
import { provedPassword } from '../session/authentication.ts';
import type { SessionGrant } from '../session/grant.ts';
import type { User } from '../user/user.ts';
import { type Entry, type GateDependencies, passGate } from './gate.ts';
import {
  atFailureFloor,
  notePassed,
  type PasswordProof,
  type ProveDependencies,
  passOrFail,
  provePassword,
} from './prove-password.ts';

export interface LogIn extends PasswordProof {
  readonly rememberMe: boolean | null;
  readonly sessionKey: string | null;
  /** As the gate takes it. */
  readonly held?: Entry['held'];
}

export type LogInOutcome =
  | { readonly outcome: 'logged-in'; readonly user: User; readonly grant: SessionGrant }
  /** The session is there, but opens only what passes the stage. */
  | {
      readonly outcome: 'stage-required';
      readonly stage: PendingStage;
      readonly user: User;
      readonly grant: SessionGrant;
    };

/** A log-in that may open something else than a browser's session. */
export type PasswordEntry = LogIn & Pick<Entry, 'opens' | 'within'>;

export interface Entered {
  readonly user: User;
  readonly grant: SessionGrant;
}

export type LogInDependencies = GateDependencies & ProveDependencies;

/**
 * Logs somebody in by identifier and password, through the gate.
 *
 * @throws AccountsError `invalid-credentials` for everything that is wrong, at one floor of time and with the same
 *   work, and for a right password that is held after too many wrong ones in a row; `throttled` when the account (as
 *   typed, existing or not), device or source has failed too often; `busy` when the hashing queue is full.
 */
export async function logIn(deps: LogInDependencies, input: LogIn): Promise<LogInOutcome> {
  const { user, grant } = await enterByPassword(deps, input);
  const stage = grant.session.pendingStage;
  return stage === null
    ? { outcome: 'logged-in', user, grant }
    : { outcome: 'stage-required', stage, user, grant };
}

/** Everything that is asked of a password, for whatever it is to open: limits, floor, audit, gate. Throws as `logIn` does. */
export function enterByPassword(deps: LogInDependencies, input: PasswordEntry): Promise<Entered> {
  return atFailureFloor(deps, async () => {
    const proved = await provePassword(deps, input);
    const { visitor, sessionKey, rememberMe } = input;
    const { user, backend, notes } = proved;
    const now = deps.clock.now();
    const grant = await passOrFail(deps, { visitor, proved }, () =>
      passGate(deps, {
        proof: {
          userId: user.id,
          method: 'password',
          backend,
          methods: [provedPassword(now)],
          securityVersion: user.securityVersion,
          notes,
        },
        sessionKey,
        rememberMe,
        visitor,
        held: input.held,
        ...(input.opens === undefined ? {} : { opens: input.opens }),
        within: async (stores, owner, session) => {
          const failures = proved.attempt.failuresBefore;
          await notePassed(stores, proved, { user: owner, visitor, now, failures });
          await input.within?.(stores, owner, session);
        },
      }),
    );
    return { user, grant };
  });
}
