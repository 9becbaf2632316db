import { randomApiTokenKey } from '../../kernel/secret-value.ts';
import { mayHaveTokens } from '../../login/gate.ts';
import { enterByPassword, type LogInDependencies } from '../../login/log-in.ts';
import { isStillTrusted } from '../../session/is-still-trusted.ts';
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
  const fresh = randomApiTokenKey();
  let key = fresh;
  const { user } = await enterByPassword(deps, {
    ...input,
    sessionKey: null,
    rememberMe: null,
    opens: { kind: 'api-token', key: fresh, expiresAt: null, endsAt: null, scope: null },
    within: async (stores, owner, session) => {
      const createdAt = session.createdAt;
      const known = await findLiveToken({ ...deps, ...stores }, owner.id, createdAt);
      if (known === null) {
        await replaceApiToken(stores, { userId: owner.id, key: fresh, createdAt });
        return;
      }
      // The gate opened a session for a token that nobody gets: the one of the old token goes on instead.
      await stores.sessions.remove(session.keyHash);
      key = known.key;
    },
  });
  return { key, user };
}

/** The user's token if it still opens something. */
async function findLiveToken(
  deps: Pick<Dependencies, 'apiTokens' | 'sessions' | 'authenticationBackends'>,
  userId: number,
  now: Date,
): Promise<OwnApiToken | null> {
  const token = await deps.apiTokens.findOfUser(userId);
  if (token === null) return null;
  const session = await deps.sessions.find(token.keyHash, now);
  return session !== null && isStillTrusted(deps, session) ? { key: token.key, session } : null;
}

/** Makes `key` the user's token; the session that it opens must be there. The former one ends. */
export async function replaceApiToken(
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
  if (user === null || !mayHaveTokens(user, deps.settings)) return null;
  return await findLiveToken(deps, user.id, deps.clock.now());
}
