import { after, seconds } from '../../kernel/clock.ts';
import { randomFamilyKey } from '../../kernel/secret-value.ts';
import type { AskedFor } from '../../login/flow-store.ts';
import type { Passed } from '../../login/gate.ts';
import { type LogIn, type LogInDependencies, logInByPassword } from '../../login/log-in.ts';
import type { SessionRequest } from '../../login/session-request.ts';
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
  type TokenSizeLimit,
} from './make-tokens.ts';
import { findRightsShown } from './site-claims.ts';

/** Who asks, as for a log-in; whatever session the visitor has stays as it is. */
export type ObtainTokens = Pick<LogIn, 'identifier' | 'password' | 'visitor'>;

/** The same for a pair. Where it goes into cookies, the session of that browser ends: `sessionKey` names it then. */
export type ObtainTokenPair = ObtainTokens &
  TokenSizeLimit &
  Partial<Pick<LogIn, 'sessionKey' | 'tokenSessions'>>;

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
export async function obtainTokenPair(deps: ObtainDependencies, input: ObtainTokenPair): Promise<TokenPair> {
  const { sessionKey = null } = input;
  const requestFor = (user: User) => tokenPairRequest(deps, user, input);
  const entered = await logInByPassword(deps, { ...input, sessionKey, requestFor });
  return await signPair(entered);
}

/** What a pair says, and who is to sign it once the gate has let it out. */
export interface UnsignedPair {
  readonly signer: TokenMaker['signer'];
  readonly access: JwtClaims;
  readonly refresh: JwtClaims;
}

/** A log-in of this user for a pair of tokens. Not inside a transaction: keys may have to be read, and the site be asked. */
export async function tokenPairRequest(
  deps: Pick<Dependencies, 'jwtCodec' | 'tokenClaims' | 'clock' | 'settings'>,
  proved: User,
  room: TokenSizeLimit,
): Promise<SessionRequest<UnsignedPair>> {
  const { jwt } = deps.settings;
  const now = deps.clock.now();
  const key = randomFamilyKey();
  const endsAt = familyEnd(deps, now, jwt.refreshTokenSeconds);
  const { expiresAt } = planToken(now, jwt.refreshTokenSeconds, { endsAt });
  const maker = await readyTokenMaker(deps, proved, room);
  return {
    asked: askedPair(room),
    token: { kind: 'jwt', key, expiresAt, endsAt, scope: null, countsAsLogIn: jwt.updateLastLogin },
    async complete(stores, user, session) {
      // The gate may have let it in for less.
      const planned = planToken(now, jwt.refreshTokenSeconds, session);
      await stores.refreshTokens.add({ ...planned, sessionId: session.id });
      const holder = await holderInside(maker, stores, { user, sessionKey: key });
      return {
        signer: maker.signer,
        access: accessClaims(maker, holder, { now, session }),
        refresh: refreshClaims(maker, holder, planned),
      };
    },
  };
}

/** Nothing but the room: whoever asks says more, and a password is not to be kept. */
function askedPair({ mostCharacters }: TokenSizeLimit): AskedFor {
  return { kind: 'token-pair', ...(mostCharacters === undefined ? {} : { mostCharacters }) };
}

/** The pair of whoever passed the gate. */
export async function signPair({ user, issued, opened }: Passed<UnsignedPair>): Promise<TokenPair> {
  const { signer, access, refresh } = opened;
  return {
    access: await signer.sign(access),
    refresh: await signer.sign(refresh),
    user,
    session: issued.session,
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

/**
 * A sliding token for an identifier and a password.
 *
 * @throws AccountsError as `obtainTokenPair` does
 */
export async function obtainSlidingToken(
  deps: ObtainDependencies,
  input: ObtainTokens,
): Promise<{ readonly token: string; readonly user: User }> {
  const requestFor = (proved: User) => slidingTokenRequest(deps, proved);
  const { user, opened } = await logInByPassword(deps, { ...input, sessionKey: null, requestFor });
  return { token: await opened.signer.sign(opened.claims), user };
}

export interface UnsignedToken {
  readonly signer: TokenMaker['signer'];
  readonly claims: JwtClaims;
}

/** A log-in for a sliding token. Not inside a transaction. */
export async function slidingTokenRequest(
  deps: Pick<Dependencies, 'jwtCodec' | 'tokenClaims' | 'clock' | 'settings'>,
  proved: User,
): Promise<SessionRequest<UnsignedToken>> {
  const { jwt } = deps.settings;
  const now = deps.clock.now();
  const key = randomFamilyKey();
  const longest = Math.max(jwt.slidingTokenSeconds, jwt.slidingRefreshSeconds);
  const endsAt = after(now, seconds(longest));
  const maker = await readyTokenMaker(deps, proved, {});
  return {
    asked: { kind: 'sliding-token' },
    token: {
      kind: 'jwt',
      key,
      expiresAt: endsAt,
      endsAt,
      scope: null,
      countsAsLogIn: jwt.updateLastLogin,
    },
    async complete(stores, user, session) {
      const planned = planToken(now, jwt.slidingTokenSeconds, session);
      const { expiresAt: refreshUntil } = planToken(now, jwt.slidingRefreshSeconds, session);
      const holder = await holderInside(maker, stores, { user, sessionKey: key });
      return { signer: maker.signer, claims: slidingClaims(maker, holder, { planned, refreshUntil }) };
    },
  };
}

/**
 * Refreshing goes on no longer than a session of a browser may, unless one refresh token alone lives longer; that of staff, as
 * the gate knows, no longer in any case.
 */
function familyEnd({ settings }: Pick<Dependencies, 'settings'>, now: Date, refreshSeconds: number): Date {
  return after(now, seconds(Math.max(settings.session.maxAgeSeconds, refreshSeconds)));
}
