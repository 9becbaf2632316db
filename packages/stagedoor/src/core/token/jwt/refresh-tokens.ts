import { securityEvent } from '../../audit/security-event.ts';
import type { RefreshToken, RefreshTokenStore } from '../../credential/refresh-token-store.ts';
import { after, seconds } from '../../kernel/clock.ts';
import { hashSecret } from '../../kernel/secret-value.ts';
import type { BodyTokenFault } from '../../kernel/token-fault.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { Session, SessionHolder } from '../../session/session.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import type { JwtClaims } from '../jwt-codec.ts';
import { type JwtToken, userIdIn } from './claims.ts';
import { isTokenOf, keyHashOf } from './find-access-principal.ts';
import {
  accessClaims,
  type PlannedToken,
  planToken,
  readyTokenMaker,
  refreshClaims,
  SESSION_CLAIM,
  type TokenMaker,
  type TokenSizeLimit,
} from './make-tokens.ts';
import { readJwt } from './read-jwt.ts';
import { tokenRefused as refused } from './token-refused.ts';

/** For so long a client that lost an answer may ask for the same successor again. */
const REPEAT_WINDOW_SECONDS = 10;

export interface RefreshTokens extends TokenSizeLimit {
  readonly refresh: string;
  /** The request's Idempotency-Key: only with it is the same successor ever handed out again. */
  readonly requestKey: string | null;
  readonly visitor: Visitor;
}

/** `refresh` is null where the site does not rotate: the client keeps the one it has. */
export interface RefreshedTokens {
  readonly access: string;
  readonly refresh: string | null;
  readonly session: Session;
}

type RefreshDependencies = Pick<
  Dependencies,
  | 'transact'
  | 'refreshTokens'
  | 'sessions'
  | 'users'
  | 'jwtCodec'
  | 'tokenClaims'
  | 'authenticationBackends'
  | 'clock'
  | 'settings'
>;

/**
 * Exchanges a refresh token for an access token and its own successor. Each token is exchanged once: of many at once one
 * wins, and a token that comes back after its successor was used, or later than a lost answer explains, was stolen from
 * somebody: its whole family ends (RFC 9700 section 4.14).
 *
 * @throws AccountsError `token-refused`
 */
export async function refreshTokens(
  deps: RefreshDependencies,
  input: RefreshTokens,
): Promise<RefreshedTokens> {
  const read = await readJwt(deps, { token: input.refresh, types: ['refresh'] });
  if (read.outcome === 'refused') throw refused(read.fault);
  const { token } = read;
  const now = deps.clock.now();
  const asked = await whomToAskAbout(deps, { token, input, now });
  if (asked === 'dead') throw refused(await explain(deps, token));
  const maker = await readyTokenMaker(deps, asked, input);
  const presented = { token, input, now, maker };
  const { rotateRefreshTokens: rotates, blacklistAfterRotation: blacklists } = deps.settings.jwt;
  const turn =
    (rotates && blacklists ? await exchangeUnused(deps, deps.refreshTokens, presented) : null) ??
    (await deps.transact((stores) => takeTurn(deps, stores, presented)));
  if (turn.outcome === 'refused') throw refused(await explain(deps, token));
  const { access, refresh } = turn.claims;
  return {
    access: await maker.signer.sign(access),
    refresh: refresh === null ? null : await maker.signer.sign(refresh),
    session: turn.session,
  };
}

/**
 * Whom the site is asked about, as they are before the exchange: in it nothing is waited for. Nobody is looked up for a site without claims of
 * its own. A token that is dead, though it is well signed, asks nobody; neither does one that was used and is no repetition, which goes on to
 * the exchange alone and is refused there.
 */
async function whomToAskAbout(
  deps: RefreshDependencies,
  { token, input, now }: Omit<Presented, 'maker'>,
): Promise<User | null | 'dead'> {
  if (!deps.tokenClaims.exist()) return null;
  const live = await findLive(deps, deps, { token, now });
  if (live === null) return 'dead';
  const { principal, known } = live;
  return known.usedAt === null || isRepeated(known, input, now) ? principal.user : null;
}

interface LiveToken {
  readonly principal: SessionHolder;
  readonly known: RefreshToken;
}

/** Who holds the family of a refresh token, and what is kept of the token; null where it is good for nothing. */
async function findLive(
  { sessions, refreshTokens }: Pick<Stores, 'sessions' | 'refreshTokens'>,
  deps: RefreshDependencies,
  { token, now }: Pick<Presented, 'token' | 'now'>,
): Promise<LiveToken | null> {
  const principal = await sessions.findPrincipal(keyHashOf(token), now);
  const known = principal === null ? null : await refreshTokens.find(token.id);
  if (principal === null || known?.sessionId !== principal.session.id) return null;
  return isTokenOf(deps, token, principal) ? { principal, known } : null;
}

/** What the tokens will say, worked out before anything is written: one without room leaves what the client has. */
interface Claims {
  readonly access: JwtClaims;
  readonly refresh: JwtClaims | null;
}

type Turn =
  | { readonly outcome: 'won'; readonly session: Session; readonly claims: Claims }
  | { readonly outcome: 'refused' };

const REFUSED: Turn = { outcome: 'refused' };

interface Presented {
  readonly token: JwtToken;
  readonly input: RefreshTokens;
  readonly now: Date;
  readonly maker: TokenMaker;
}

function claimsFor(
  { token, now, maker }: Presented,
  principal: SessionHolder,
  successor: PlannedToken | null,
): Claims {
  const holder = { ...principal, sessionKey: String(token.claims[SESSION_CLAIM]) };
  return {
    access: accessClaims(maker, holder, { now, session: principal.session }),
    refresh: successor === null ? null : refreshClaims(maker, holder, successor),
  };
}

function won(presented: Presented, principal: SessionHolder, successor: PlannedToken | null): Turn {
  const { session } = principal;
  return { outcome: 'won', session, claims: claimsFor(presented, principal, successor) };
}

/**
 * The ordinary case, a token that nobody has used, in one step of the store. Null where it is anything else, which
 * nothing has changed yet.
 */
async function exchangeUnused(
  deps: RefreshDependencies,
  tokens: Pick<RefreshTokenStore, 'exchange'>,
  presented: Presented,
): Promise<Turn | null> {
  const { token, input, now } = presented;
  const { jwt } = deps.settings;
  const exchanged = await tokens.exchange(token.id, {
    keyHash: keyHashOf(token),
    usedAt: now,
    requestHash: hashRequest(input.requestKey),
    succeed(holder) {
      if (!isTokenOf(deps, token, holder)) return null;
      const planned = planToken(now, jwt.refreshTokenSeconds, holder.session);
      return { ...planned, claims: claimsFor(presented, holder, planned) };
    },
  });
  if (exchanged === null) return null;
  const { principal, successor } = exchanged;
  return { outcome: 'won', session: principal.session, claims: successor.claims };
}

/**
 * What is left: a token that was used, one that stays as it is, and whoever was overtaken.
 *
 * The family's session is locked first, and the user, whom others lock before their sessions, not at all: log-out and
 * other refreshes of the family wait, and nobody in a ring.
 */
async function takeTurn(deps: RefreshDependencies, stores: Stores, presented: Presented): Promise<Turn> {
  const { token, now } = presented;
  const { jwt } = deps.settings;
  const isLocked = await stores.sessions.lock(keyHashOf(token));
  const live = isLocked ? await findLive(stores, deps, presented) : null;
  if (live === null) return REFUSED;
  const { principal, known } = live;
  if (known.usedAt !== null) return takeAgain(stores, { ...presented, ...live });
  if (!jwt.rotateRefreshTokens) return won(presented, principal, null);
  if (jwt.blacklistAfterRotation) {
    return (await exchangeUnused(deps, stores.refreshTokens, presented)) ?? REFUSED;
  }
  const successor = planToken(now, jwt.refreshTokenSeconds, principal.session);
  await stores.refreshTokens.add({ ...successor, sessionId: principal.session.id });
  await prolong(stores, principal.session, successor);
  return won(presented, principal, successor);
}

/** A token that was exchanged before: a lost answer, a client's own race, or a thief. */
async function takeAgain(stores: Stores, presented: Presented & LiveToken): Promise<Turn> {
  const { principal, known, input, now } = presented;
  const successor = known.successorJti === null ? null : await stores.refreshTokens.find(known.successorJti);
  const isFresh = isRecent(known, now);
  const userId = principal.user.id;
  if (!isFresh || successor === null || successor.usedAt !== null) {
    await stores.sessions.remove(principal.session.keyHash);
    const detail = { session: principal.session.id };
    await stores.audit.append(
      securityEvent('token-reuse', { userId, visitor: input.visitor, now, success: false, detail }),
    );
    return REFUSED;
  }
  return isRepeated(known, input, now) ? won(presented, principal, successor) : REFUSED;
}

/** Whether the exchange is the same request sent anew, soon enough for an answer that was lost. */
function isRepeated(known: RefreshToken, { requestKey }: RefreshTokens, now: Date): boolean {
  const isSameRequest = known.requestHash !== null && known.requestHash === hashRequest(requestKey);
  return isSameRequest && isRecent(known, now);
}

function isRecent({ usedAt }: RefreshToken, now: Date): boolean {
  return usedAt !== null && now <= after(usedAt, seconds(REPEAT_WINDOW_SECONDS));
}

/** The session lives as long as its newest refresh token. */
async function prolong(stores: Stores, session: Session, { expiresAt }: PlannedToken): Promise<void> {
  await stores.sessions.setExpiry(session.keyHash, { kind: 'fixed', at: expiresAt }, expiresAt);
}

function hashRequest(requestKey: string | null): string | null {
  return requestKey === null ? null : hashSecret('refresh-request', requestKey);
}

/** A user who is gone or closed has words of its own. */
async function explain(deps: RefreshDependencies, token: JwtToken): Promise<BodyTokenFault> {
  const userId = userIdIn(token.claims, deps.settings.jwt.claimNames);
  const user = userId === null ? null : await deps.users.findById(userId);
  return user?.isActive === true ? 'blacklisted' : 'no-account';
}
