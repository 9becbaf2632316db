import type { RefreshedTokens, TokenPair } from './api.ts';
import { operationRequest } from './client-request.ts';
import type { ClientCredentials, Recovery, Shown } from './credentials.ts';
import { createRefreshKey, createSharedRefreshKey } from './refresh-key.ts';
import type { Result } from './result.ts';
import { oneTabAtATime, singleFlight } from './single-flight.ts';
import { createTokenClock } from './token-clock.ts';
import type { TokenStore, Tokens } from './token-store.ts';
import type { Transport } from './transport.ts';

/** A pair of JSON web tokens, the first of which is renewed as often as need be. */
export function createJwtCredentials(
  transport: Transport,
  { store, isShared }: { readonly store: TokenStore; readonly isShared: boolean },
): ClientCredentials {
  const clock = createTokenClock();
  const name = `stagedoor ${transport.origin}`;
  const key = isShared ? createSharedRefreshKey(`${name} jwt`) : createRefreshKey();

  async function renew(stale: string): Promise<Recovery> {
    const tokens = await store.get();
    if (tokens === null || tokens.refresh === null) return 'stands';
    // Whoever waited may have been overtaken: by another tab, or by the renewal just before.
    if (tokens.access !== stale) return 'again';
    const { refresh } = tokens;
    const result = await exchange(refresh);
    const now = await store.get();
    if (now?.refresh !== refresh) return now === null ? 'stands' : 'again';
    return await settle(result, { ...tokens, refresh });
  }

  /** An answer that was lost is fetched once more, at once: the key makes that safe. */
  async function exchange(refresh: string): Promise<Result<unknown, string>> {
    const options = { credentials: 'omit', idempotencyKey: key.for(refresh) } as const;
    const asked = operationRequest('refreshTokens', { refresh });
    const result = await transport.call(asked, options);
    return result.error?.code === 'network' ? await transport.call(asked, options) : result;
  }

  async function settle({ data, error }: Result<unknown, string>, old: Tokens): Promise<Recovery> {
    if (error !== undefined && error.code !== 'token-refused') return error;
    key.used();
    if (error !== undefined) {
      await store.set(null);
      return 'stands';
    }
    const { access, refresh } = data as RefreshedTokens;
    clock.note(access);
    await store.set({ access, refresh: refresh ?? old.refresh });
    return 'again';
  }

  const renewOnce = singleFlight(isShared ? oneTabAtATime(name, renew) : renew);

  return {
    fetchCredentials: 'omit',
    logInOperation: 'obtainTokenPair',
    async keep(data) {
      const { access, refresh } = data as TokenPair;
      clock.note(access);
      await store.set({ access, refresh });
    },
    async logOutRequest() {
      const refresh = (await store.get())?.refresh ?? null;
      return refresh === null ? null : operationRequest('blacklistToken', { refresh });
    },
    async forget() {
      await store.set(null);
      return true;
    },
    mayBeSignedIn: async () => (await store.get()) !== null,
    async show(): Promise<Shown> {
      let tokens = await store.get();
      if (tokens !== null && clock.isRunningOut(tokens.access)) {
        await renewOnce(tokens.access);
        tokens = await store.get();
      }
      if (tokens === null) return { headers: {} };
      return { headers: { authorization: `Bearer ${tokens.access}` }, access: tokens.access };
    },
    note() {},
    async recover({ code }, { access }) {
      return code === 'bearer-refused' && access !== undefined ? await renewOnce(access) : 'stands';
    },
  };
}
