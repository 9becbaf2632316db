import { securityEvent } from '../../audit/security-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { Dependencies } from '../dependencies.ts';
import { keyHashOf } from './find-access-principal.ts';
import { readJwt } from './read-jwt.ts';

/**
 * Logs out whoever holds any of these tokens: each that is good names a family, and all of it ends. Tokens that
 * are not good any more are nothing to refuse: their holder is logged out.
 */
export async function endTokenFamily(
  deps: Pick<Dependencies, 'transact' | 'jwtCodec' | 'clock' | 'settings'>,
  input: { readonly tokens: readonly string[]; readonly visitor: Visitor },
): Promise<void> {
  const now = deps.clock.now();
  for (const token of input.tokens) {
    const read = await readJwt(deps, { token, types: ['refresh', 'access', 'sliding'] });
    if (read.outcome === 'refused') continue;
    const keyHash = keyHashOf(read.token);
    await deps.transact(async (stores) => {
      const session = await stores.sessions.find(keyHash, now);
      if (session === null || !(await stores.sessions.remove(keyHash))) return;
      const detail = { session: session.id };
      const { visitor } = input;
      await stores.audit.append(securityEvent('log-out', { userId: session.userId, visitor, now, detail }));
    });
  }
}
