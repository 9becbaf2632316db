import { hash } from 'node:crypto';
import { isScoped } from '../../core/access/who-asks.ts';
import type { RequestKey } from '../../core/idempotency/claim-request.ts';
import { networkOf } from '../../core/kernel/network-of.ts';
import type { Principal } from '../../core/session/session.ts';
import type { UseCases } from '../../core/use-cases.ts';
import type { Answer } from '../answer/answer.ts';
import type { Exchange } from '../exchange/exchange.ts';
import { unlessStorageAway } from '../exchange/unless-storage-away.ts';
import { isMultipart } from '../request/body.ts';
import { canonicalJson } from '../request/json-body.ts';
import { RequestProblem } from '../request/problem.ts';
import type { Route } from './route.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;
const FINGERPRINT = 'idempotent-request';
const TRY_AGAIN_SECONDS = 1;

/** How a route is carried out once for each Idempotency-Key. */
interface Once {
  /** The same key at another route is a key of its own; elsewhere under one route it was used. */
  readonly route: Pick<Route, 'name' | 'beforeReplay'>;
  /** Who was let in. */
  readonly principal: Principal | null;
  readonly act: () => Promise<Answer>;
}

/**
 * Carries a creating request out, or gives the answer that it had before: same user, address, key and body. Without the
 * header it is simply carried out. A refused request may be sent again; an answer that carries a session is never
 * given twice, nor any to who may less by now than when it was made.
 *
 * @throws RequestProblem `bad-request`, `request-running`, `request-repeated`, `idempotency-key-reused`.
 */
export async function carryOutOnce(exchange: Exchange, { route, principal, act }: Once): Promise<Answer> {
  const key = requestKeyOf(exchange);
  if (key === null) return await act();
  const request = { scope: `${route.name}:${ownerOf(exchange, principal)}`, key };
  const { useCases } = exchange.context;
  const claim = await useCases.idempotency.claim({ ...request, fingerprint: fingerprintOf(exchange) });
  switch (claim.outcome) {
    case 'claimed':
      return await actAndSettle(exchange, request, { principal, act });
    case 'running':
      throw new RequestProblem({ code: 'request-running', retryAfterSeconds: TRY_AGAIN_SECONDS });
    case 'other-request':
      throw new RequestProblem({ code: 'idempotency-key-reused' });
    case 'done':
      if (claim.answer === null) throw new RequestProblem({ code: 'request-repeated' });
      await route.beforeReplay?.(exchange);
      return replay(claim.answer, principal);
  }
}

/**
 * Strangers have keys of their own for each network: with one set for all, whoever guesses a key would get what somebody else was answered.
 * So has a token that is confined to a scope: what its user was answered may lie outside of it.
 */
function ownerOf({ ipAddress }: Exchange, principal: Principal | null): string {
  if (principal === null) return `network ${networkOf(ipAddress)}`;
  const { user, session } = principal;
  return isScoped(principal) ? `${user.id} token ${session?.id}` : String(user.id);
}

/** The request's Idempotency-Key, or null. @throws RequestProblem `bad-request` */
export function requestKeyOf(exchange: Exchange): string | null {
  const key = exchange.request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && KEY.test(key)) return key;
  throw new RequestProblem({
    code: 'bad-request',
    reason: 'idempotency-key',
  });
}

async function actAndSettle(
  exchange: Exchange,
  request: RequestKey,
  { principal, act }: Pick<Once, 'principal' | 'act'>,
): Promise<Answer> {
  let answer: Answer;
  try {
    answer = await act();
  } catch (error) {
    await settle(exchange, { ...request, ended: 'refused' });
    throw error;
  }
  const kept = keepable(exchange, answer, principal);
  const isSettled = await settle(exchange, { ...request, ended: { answer: kept } });
  // That it was carried out takes no room of its own: better than to have it carried out again.
  if (!isSettled && kept !== null) await settle(exchange, { ...request, ended: { answer: null } });
  return answer;
}

/** How it ended is decided by now, whether or not it can be noted; answers whether it could. */
async function settle(
  { context, request }: Exchange,
  settled: Parameters<UseCases['idempotency']['settle']>[0],
): Promise<boolean> {
  return await unlessStorageAway(
    request,
    'how a request with an Idempotency-Key ended could not be noted',
    () => context.useCases.idempotency.settle(settled),
  );
}

/** Null for an answer that carries a credential, or that is no JSON. */
function keepable(exchange: Exchange, answer: Answer, principal: Principal | null): string | null {
  if (answer.kind !== 'json' || exchange.issuedSession) return null;
  const { status, body, headers } = answer;
  const kept: Kept = { status, body, headers, rights: rightsOf(principal) };
  return JSON.stringify(kept);
}

/** An answer, and what its receiver was as it was made. Of the last release: without headers and rights. */
interface Kept extends Pick<Extract<Answer, { readonly kind: 'json' }>, 'status' | 'body' | 'headers'> {
  readonly rights?: readonly string[];
}

/** @throws RequestProblem `request-repeated` where they have lost a right meanwhile: it may show what they may not see any longer */
function replay(kept: string, principal: Principal | null): Answer {
  const { status, body, headers, rights = [] } = JSON.parse(kept) as Kept;
  const now = new Set(rightsOf(principal));
  if (!rights.every((right) => now.has(right))) throw new RequestProblem({ code: 'request-repeated' });
  return { kind: 'json', status, body, headers: { ...headers, 'idempotent-replayed': 'true' } };
}

function rightsOf(principal: Principal | null): readonly string[] {
  if (principal === null) return [];
  const { user, groups, access, roles } = principal;
  return [
    ...(user.isStaff ? ['staff'] : []),
    ...(user.isSuperuser ? ['superuser'] : []),
    ...groups.map(({ id }) => `group ${id}`),
    // What a group or a role gives is lost where it gives it no longer, though they are in it still.
    ...access.names.map((name) => `permission ${name}`),
    ...roles.map((name) => `role ${name}`),
  ];
}

/**
 * What is done is said by the address too, its query included: a row is named there, and what was done to one was not done to the next.
 * A slash at its end says nothing. Keyed, because bodies carry passwords and a plain hash of one could be guessed. Clients divide the parts of a
 * multipart body differently each time they send it, so there the fields and files are what is compared, as where a parser of the
 * application's has read the bytes away.
 */
function fingerprintOf(exchange: Exchange): string {
  const { method, url, headers, body } = exchange.request;
  const hasBytes = Buffer.isBuffer(body) && !isMultipart(headers);
  const sent = hasBytes ? body.toString('base64') : canonicalJson(exchange.body()) + digestOf(exchange.files);
  return exchange.context.signer.sign(FINGERPRINT, JSON.stringify([method, addressOf(url), sent]));
}

function addressOf(url: string): string {
  const [path = '', ...query] = url.split('?');
  return [path.replace(/\/$/, ''), ...query].join('?');
}

/** Nothing where there are none. */
function digestOf(files: Exchange['files']): string {
  const digests = [...files].map(([field, { name, content }]) => [field, name, hash('sha256', content)]);
  return digests.length === 0 ? '' : JSON.stringify(digests.sort());
}
