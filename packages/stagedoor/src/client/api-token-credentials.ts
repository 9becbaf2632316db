import type { ApiToken } from './api.ts';
import { operationRequest } from './client-request.ts';
import type { ClientCredentials, Shown } from './credentials.ts';
import type { TokenStore } from './token-store.ts';

/** An API token in the Authorization header. A user has one: logging out ends it for all who use it. */
export function createApiTokenCredentials(store: TokenStore): ClientCredentials {
  return {
    fetchCredentials: 'omit',
    logInOperation: 'obtainApiToken',
    async keep(data) {
      await store.set({ access: (data as ApiToken).token, refresh: null });
    },
    async logOutRequest() {
      return (await store.get()) === null ? null : operationRequest('endApiToken');
    },
    async forget() {
      await store.set(null);
      return true;
    },
    mayBeSignedIn: async () => (await store.get()) !== null,
    async show(): Promise<Shown> {
      const tokens = await store.get();
      if (tokens === null) return { headers: {} };
      return { headers: { authorization: `Token ${tokens.access}` }, access: tokens.access };
    },
    note() {},
    async recover({ code }, { access }) {
      const isStillKept = (await store.get())?.access === access;
      if (code === 'token-header-refused' && isStillKept) await store.set(null);
      return 'stands';
    },
  };
}
