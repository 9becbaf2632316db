import { after, seconds } from '../clock.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Entry } from '../login/gate.ts';
import { type Entered, enterByPassword, type LogIn, type LogInDependencies } from '../login/log-in.ts';
import { randomFamilyKey } from '../secret-value.ts';
import type { Session } from '../session/session.ts';
import type { User } from '../user/user.ts';
import { makeAccessToken, makeRefreshToken, makeSlidingToken, planToken } from './make-tokens.ts';

/** Who asks, as for a log-in; whatever session the visitor has stays as it is. */
export type ObtainTokens = Pick<LogIn, 'identifier' | 'password' | 'visitor'>;

/** The same for a pair. Where it goes into cookies, the session of that browser ends: `sessionKey` names it then. */
export type ObtainTokenPair = ObtainTokens & Partial<Pick<LogIn, 'sessionKey'>>;

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  readonly user: User;
  readonly session: Session;
}

type ObtainDependencies = LogInDependencies & Pick<Dependencies, 'jwtCodec' | 'tokenClaims' | 'groups'>;

/**
 * A pair of JSON web tokens for an identifier and a password, through the gate: with the same limits,
 * the same work and the same rules as any log-in.
 *
 * @throws AccountsError as `logIn` does, and `stage-required`
 */
export function obtainTokenPair(deps: ObtainDependencies, input: ObtainTokenPair): Promise<TokenPair> {
  const { sessionKey = null } = input;
  return openTokenPair(deps, (opening) =>
    enterByPassword(deps, { ...input, sessionKey, rememberMe: null, ...opening }),
  );
}

/** A pair of tokens for whoever passes the gate by `enter`, which is told what to open there. */
export async function openTokenPair(
  deps: Pick<Dependencies, 'jwtCodec' | 'tokenClaims' | 'groups' | 'clock' | 'settings'>,
  enter: (opening: Required<Pick<Entry, 'opens' | 'within'>>) => Promise<Entered>,
): Promise<TokenPair> {
  const { jwt } = deps.settings;
  const now = deps.clock.now();
  const key = randomFamilyKey();
  const endsAt = familyEnd(deps, now, jwt.refreshTokenSeconds);
  const planned = planToken(now, jwt.refreshTokenSeconds, { endsAt });
  const { user, grant } = await enter({
    opens: {
      kind: 'jwt',
      key,
      expiresAt: planned.expiresAt,
      endsAt,
      scope: null,
      countsAsLogIn: jwt.updateLastLogin,
    },
    within: (stores, _, session) => stores.refreshTokens.add({ ...planned, sessionId: session.id }),
  });
  const holder = { user, sessionKey: key };
  return {
    access: await makeAccessToken(deps, holder, { now, session: { endsAt } }),
    refresh: await makeRefreshToken(deps, holder, planned),
    user,
    session: grant.session,
  };
}

/**
 * A sliding token for an identifier and a password.
 *
 * @throws AccountsError as `obtainTokenPair` does
 */
export async function obtainSlidingToken(
  deps: ObtainDependencies,
  input: ObtainTokens,
): Promise<{ readonly token: string; readonly user: User }> {
  const { jwt } = deps.settings;
  const now = deps.clock.now();
  const key = randomFamilyKey();
  const longest = Math.max(jwt.slidingTokenSeconds, jwt.slidingRefreshSeconds);
  const endsAt = after(now, seconds(longest));
  const { user } = await enterByPassword(deps, {
    ...input,
    sessionKey: null,
    rememberMe: null,
    opens: {
      kind: 'jwt',
      key,
      expiresAt: endsAt,
      endsAt,
      scope: null,
      countsAsLogIn: jwt.updateLastLogin,
    },
  });
  const refreshUntil = after(now, seconds(jwt.slidingRefreshSeconds));
  const planned = planToken(now, jwt.slidingTokenSeconds, { endsAt });
  const token = await makeSlidingToken(deps, { user, sessionKey: key }, { planned, refreshUntil });
  return { token, user };
}

/** Refreshing goes on no longer than a session of a browser may, unless one refresh token alone lives longer. */
function familyEnd({ settings }: Pick<Dependencies, 'settings'>, now: Date, refreshSeconds: number): Date {
  return after(now, seconds(Math.max(settings.session.maxAgeSeconds, refreshSeconds)));
}
