import { operationRequest } from './client-request.ts';
import type { ClientCredentials, Recovery } from './credentials.ts';
import { createSharedRefreshKey } from './refresh-key.ts';
import type { ClientError } from './result.ts';
import { oneTabAtATime, singleFlight } from './single-flight.ts';
import type { Transport } from './transport.ts';

/** What an access token that ran out is answered with; its cookie goes with it. */
const STALE: readonly string[] = ['bearer-refused', 'not-authenticated'];
/** So long nobody asks again for a renewal that was refused: pages that ask often as strangers would ask twice each time. */
const REST_MS = 10_000;

/**
 * A pair of tokens in cookies that no script can read, renewed as often as need be. `cookies` does what all cookies ask
 * for: the CSRF token, and the jar where there is one.
 */
export function createTokenCookieCredentials(
  transport: Transport,
  cookies: ClientCredentials,
): ClientCredentials {
  const key = createSharedRefreshKey(`stagedoor ${transport.origin} cookies`);
  /** Counts the pairs, which cannot be told apart by their text. */
  let pair = 0;
  /** When a renewal was refused. No script sees the cookies: what another tab or the site itself did to them shows later. */
  let refusedAt: number | null = null;

  async function exchange(): Promise<ClientError | undefined> {
    const asked = operationRequest('refreshTokenCookies');
    const { headers } = await cookies.show(asked);
    const options = { credentials: 'include', headers, idempotencyKey: key.for('cookies') } as const;
    const { error, response } = await transport.call(asked, options);
    if (response) cookies.note(asked, response);
    return error;
  }

  async function renew(stale: string): Promise<Recovery> {
    if (stale !== String(pair)) return 'again';
    if (refusedAt !== null && Date.now() - refusedAt < REST_MS) return 'stands';
    let error = await exchange();
    // An answer that was lost is fetched once more, at once: the key makes that safe.
    if (error?.code === 'network') error = await exchange();
    // 400 says that there is no refresh token, 401 that it is not good.
    if (error !== undefined && error.status !== 400 && error.status !== 401) return error;
    key.used();
    pair += 1;
    refusedAt = error === undefined ? null : Date.now();
    return error === undefined ? 'again' : 'stands';
  }

  const renewOnce = singleFlight(oneTabAtATime(`stagedoor ${transport.origin}`, renew));

  return {
    ...cookies,
    logInOperation: 'logInForTokenCookies',
    async keep() {
      refusedAt = null;
      pair += 1;
    },
    note(asked, response) {
      cookies.note(asked, response);
      // Somebody is there again, whoever saw to it.
      if (response.ok) refusedAt = null;
    },
    logOutRequest: async () => operationRequest('logOutOfTokenCookies'),
    async show(asked) {
      const access = String(pair);
      return { ...(await cookies.show(asked)), access };
    },
    async recover(error, shown) {
      if (!STALE.includes(error.code) || shown.access === undefined)
        return await cookies.recover(error, shown);
      return await renewOnce(shown.access);
    },
  };
}
