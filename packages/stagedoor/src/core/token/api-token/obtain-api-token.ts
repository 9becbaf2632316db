import { randomApiTokenKey } from '../../kernel/secret-value.ts';
import { type LogInDependencies, logInByPassword } from '../../login/log-in.ts';
import { opensByToken, type TokenRuleDependencies } from '../../login/opens-by-token.ts';
import type { SessionRequest } from '../../login/session-request.ts';
import type { TokenSession } from '../../session/new-session.ts';
import type { Session } from '../../session/session.ts';
import { sessionKeyHash } from '../../session/session-key-hash.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import type { ObtainTokens } from '../jwt/obtain-tokens.ts';

/**
 * The user's API token for an identifier and a password: the one there is, as long as it is good for
 * anything; else a new one. Through the gate like any log-in.
 *
 * @throws AccountsError as `logIn` does, and `stage-required`
 */
export async function obtainApiToken(
  deps: LogInDependencies,
  input: ObtainTokens,
): Promise<{ readonly key: string; readonly user: User }> {
  const requestFor = async () => ownApiTokenRequest(deps);
  const entered = await logInByPassword(deps, { ...input, sessionKey: null, requestFor });
  return { key: entered.opened, user: entered.user };
}

/** A log-in for the user's API token, whose key it answers: the one that is good for something, else a new one. */
export function ownApiTokenRequest(deps: TokenRuleDependencies): SessionRequest<string> {
  const fresh = newApiTokenRequest({});
  return {
    ...fresh,
    async complete(stores, user, session) {
      const known = await findLiveToken({ ...deps, ...stores }, user, session.createdAt);
      if (known === null) return await fresh.complete(stores, user, session);
      // The gate opened a session for a token that nobody gets: the one of the old token goes on instead.
      await stores.sessions.remove(session.keyHash);
      return known.key;
    },
  };
}

/** A log-in for a new API token in the place of the one there may be; it answers its key. */
export function newApiTokenRequest({
  countsAsLogIn = true,
}: Pick<TokenSession, 'countsAsLogIn'>): SessionRequest<string> {
  const key = randomApiTokenKey();
  return {
    asked: { kind: 'api-token' },
    token: { kind: 'api-token', key, expiresAt: null, endsAt: null, scope: null, countsAsLogIn },
    async complete(stores, { id: userId }, { createdAt }) {
      await replaceApiToken(stores, { userId, key, createdAt });
      return key;
    },
  };
}

/** The user's token if it still opens something. */
async function findLiveToken(
  deps: TokenRuleDependencies & Pick<Dependencies, 'apiTokens' | 'sessions'>,
  user: User,
  now: Date,
): Promise<OwnApiToken | null> {
  const token = await deps.apiTokens.findOfUser(user.id);
  // One that no key opens any more cannot be shown: the next log-in makes another in its place.
  if (token === null || token.key === null) return null;
  const session = await deps.sessions.find(token.keyHash, now);
  return session !== null && opensByToken(deps, { user, session }) ? { key: token.key, session } : null;
}

/** Makes `key` the user's token; the session that it opens must be there. The former one ends. */
async function replaceApiToken(
  stores: Pick<Stores, 'apiTokens' | 'sessions'>,
  token: { readonly userId: number; readonly key: string; readonly createdAt: Date },
): Promise<void> {
  const former = await stores.apiTokens.findOfUser(token.userId);
  await stores.apiTokens.put({ ...token, keyHash: sessionKeyHash('api-token', token.key) });
  if (former !== null) await stores.sessions.remove(former.keyHash);
}

/** A user's API token as its owner sees it. */
export interface OwnApiToken {
  /** The token itself. */
  readonly key: string;
  /** Since when it is, and when and from where it was last used. */
  readonly session: Session;
}

/** The user's API token, to be shown again; null when there is none that opens anything. */
export async function findApiToken(
  deps: Pick<
    Dependencies,
    'users' | 'apiTokens' | 'sessions' | 'authenticationBackends' | 'clock' | 'settings'
  >,
  input: { readonly userId: number },
): Promise<OwnApiToken | null> {
  const user = await deps.users.findById(input.userId);
  return user === null ? null : await findLiveToken(deps, user, deps.clock.now());
}
