import { after, seconds } from '../../kernel/clock.ts';
import { randomFamilyKey } from '../../kernel/secret-value.ts';
import type { Entry } from '../../login/gate.ts';
import { type Entered, enterByPassword, type LogIn, type LogInDependencies } from '../../login/log-in.ts';
import type { Session } from '../../session/session.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import type { JwtClaims } from '../jwt-codec.ts';
import {
  accessClaims,
  planToken,
  readyTokenMaker,
  refreshClaims,
  slidingClaims,
  type TokenHolder,
  type TokenMaker,
  type TokenRoom,
} from './make-tokens.ts';
import { findRightsShown } from './site-claims.ts';

/** Who asks, as for a log-in; whatever session the visitor has stays as it is. */
export type ObtainTokens = Pick<LogIn, 'identifier' | 'password' | 'visitor'>;

/** The same for a pair. Where it goes into cookies, the session of that browser ends: `sessionKey` names it then. */
export type ObtainTokenPair = ObtainTokens & TokenRoom & Partial<Pick<LogIn, 'sessionKey' | 'held'>>;

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  readonly user: User;
  readonly session: Session;
}

type ObtainDependencies = LogInDependencies & Pick<Dependencies, 'jwtCodec' | 'tokenClaims' | 'settings'>;

/**
 * A pair of JSON web tokens for an identifier and a password, through the gate: with the same limits,
 * the same work and the same rules as any log-in.
 *
 * @throws AccountsError as `logIn` does, and `stage-required`
 */
export function obtainTokenPair(deps: ObtainDependencies, input: ObtainTokenPair): Promise<TokenPair> {
  const { sessionKey = null } = input;
  return openTokenPair(deps, input, (opening) =>
    enterByPassword(deps, { ...input, sessionKey, rememberMe: null, ...opening }),
  );
}

/** A pair of tokens for whoever passes the gate by `enter`, which is told what to open there. */
export async function openTokenPair(
  deps: Pick<Dependencies, 'jwtCodec' | 'tokenClaims' | 'clock' | 'settings'>,
  room: TokenRoom,
  enter: (opening: Required<Pick<Entry, 'opens' | 'within'>>) => Promise<Entered>,
): Promise<TokenPair> {
  const { jwt } = deps.settings;
  const now = deps.clock.now();
  const key = randomFamilyKey();
  const endsAt = familyEnd(deps, now, jwt.refreshTokenSeconds);
  const { expiresAt } = planToken(now, jwt.refreshTokenSeconds, { endsAt });
  const maker = await readyTokenMaker(deps, room);
  let claims: { readonly access: JwtClaims; readonly refresh: JwtClaims } | undefined;
  const { user, grant } = await enter({
    opens: {
      kind: 'jwt',
      key,
      expiresAt,
      endsAt,
      scope: null,
      countsAsLogIn: jwt.updateLastLogin,
    },
    async within(stores, owner, session) {
      // The gate may have let it in for less.
      const planned = planToken(now, jwt.refreshTokenSeconds, session);
      await stores.refreshTokens.add({ ...planned, sessionId: session.id });
      const holder = await holderInside(maker, stores, { user: owner, sessionKey: key });
      claims = {
        access: accessClaims(maker, holder, { now, session }),
        refresh: refreshClaims(maker, holder, planned),
      };
    },
  });
  return {
    access: await maker.signer.sign(worked(claims).access),
    refresh: await maker.signer.sign(worked(claims).refresh),
    user,
    session: grant.session,
  };
}

/** Whose tokens the gate is about to let out, with the rights that they show. Only inside its transaction. */
async function holderInside(
  { settings }: TokenMaker,
  stores: Pick<Stores, 'groups'>,
  opened: Pick<TokenHolder, 'user' | 'sessionKey'>,
): Promise<TokenHolder> {
  return { ...opened, ...(await findRightsShown(stores, { settings, userId: opened.user.id })) };
}

/** The gate has called `within` before it grants anything. */
function worked<Claims>(claims: Claims | undefined): Claims {
  return claims as Claims;
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
  const maker = await readyTokenMaker(deps, {});
  let claims: JwtClaims | undefined;
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
    async within(stores, owner, session) {
      const planned = planToken(now, jwt.slidingTokenSeconds, session);
      const { expiresAt: refreshUntil } = planToken(now, jwt.slidingRefreshSeconds, session);
      const holder = await holderInside(maker, stores, { user: owner, sessionKey: key });
      claims = slidingClaims(maker, holder, { planned, refreshUntil });
    },
  });
  return { token: await maker.signer.sign(worked(claims)), user };
}

/**
 * Refreshing goes on no longer than a session of a browser may, unless one refresh token alone lives longer; that of staff, as
 * the gate knows, no longer in any case.
 */
function familyEnd({ settings }: Pick<Dependencies, 'settings'>, now: Date, refreshSeconds: number): Date {
  return after(now, seconds(Math.max(settings.session.maxAgeSeconds, refreshSeconds)));
}
