import type { JwtSettings } from '../../../../src/core/token/jwt-settings.ts';
import { accountsForTest, PASSWORD } from '../../../support/core.ts';

export const BLACKLISTED = { code: 'token-refused', fault: 'blacklisted' };

/** Ana with a pair of tokens, and what a client does with them. */
export async function openPair(jwt: Partial<JwtSettings> = {}) {
  const site = await accountsForTest({ jwt });
  await site.activated();
  const visitor = site.visitor();
  const obtain = () => site.useCases.jwt.obtainPair({ identifier: 'ana', password: PASSWORD, visitor });
  const refresh = (token: string, requestKey: string | null = null) =>
    site.useCases.jwt.refresh({ refresh: token, requestKey, visitor });
  /** For tokens that rotate. */
  const next = async (token: string, requestKey: string | null = null) =>
    (await refresh(token, requestKey)).refresh ?? '';
  const access = (token: string) => site.useCases.jwt.findPrincipal({ token });
  const { session, ...pair } = await obtain();
  const isAlive = async () => (await site.stores.sessions.find(session.keyHash, site.clock.now())) !== null;
  return { site, visitor, obtain, refresh, next, access, pair, isAlive };
}

export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}
