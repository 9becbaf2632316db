import { AccountsError } from '../kernel/errors.ts';
import { type LogInFlow, nextStage } from '../session/stage.ts';
import type { User } from '../user/user.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Settings } from './settings.ts';

/** The rules of entry, all in one place: active, verified if the site wants it, nothing revoked since the proof. */
export function mayPass(user: User, proof: Pick<User, 'securityVersion'>, settings: Settings): boolean {
  return user.isActive && user.securityVersion === proof.securityVersion && mayLogIn(user, settings);
}

type Provable = Pick<User, 'isEmailVerified' | 'email' | 'managedBy'>;

/** Whether the user may have sessions, as far as the proof of an address goes. */
function mayLogIn(user: Provable, settings: Pick<Settings, 'unverifiedMayLogIn'>): boolean {
  return settings.unverifiedMayLogIn || !mustVerifyAddress(user);
}

/** Whom another system vouches for owes us no proof of an address, and who has none cannot give it. */
function mustVerifyAddress(user: Provable): boolean {
  return !user.isEmailVerified && user.email !== '' && user.managedBy === null;
}

type TokenSettings = Pick<Settings, 'unverifiedMayLogIn' | 'unverifiedMayHaveTokens'>;

/**
 * Sessions and tokens are told apart: where the unverified may log in they get no token yet.
 *
 * @throws AccountsError `email-unverified`
 */
export function requireTokensAllowed(user: User, settings: TokenSettings): void {
  if (!mayHaveTokens(user, settings)) throw new AccountsError({ code: 'email-unverified' });
}

/**
 * Whether tokens are for the user. Asked where one is made, and again wherever one is used or shown: what was made before
 * the site gave the unverified none, or beside the gate, opens nothing until the proof.
 */
export function mayHaveTokens(user: Provable, settings: TokenSettings): boolean {
  return (settings.unverifiedMayLogIn && settings.unverifiedMayHaveTokens) || !mustVerifyAddress(user);
}

/** What the gate would open for the user as things stand: a token is more than a session. */
export type Issuable = 'none' | 'session' | 'token';

export async function issuableTo(
  stores: Stores,
  deps: Pick<Dependencies, 'settings' | 'stages'>,
  flow: LogInFlow,
): Promise<Issuable> {
  const { settings } = deps;
  const { user } = flow;
  const stage = await nextStage(stores, deps, flow);
  if (!mayLogIn(user, settings) || stage?.before === 'entry') return 'none';
  return stage === null && mayHaveTokens(user, settings) ? 'token' : 'session';
}
