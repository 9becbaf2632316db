import type { SessionDataStore } from '../../core/session/session-data-store.ts';

/** The engine of signed cookies: the HTTP layer signs the data into the browser's cookie, so nothing is kept here. */
export function createCookieSessionData(): SessionDataStore {
  return {
    engine: 'signed-cookies',
    load: async () => ({}),
    save: async () => {},
    move: async () => {},
    remove: async () => {},
    removeExpired: async () => 0,
  };
}
