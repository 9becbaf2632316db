import { securityEvent } from '../../audit/security-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { Dependencies } from '../dependencies.ts';

/** Ends the user's API token; answers whether there was one. The next log-in for a token makes another. */
export async function endApiToken(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  input: { readonly userId: number; readonly visitor: Visitor },
): Promise<boolean> {
  const { userId, visitor } = input;
  return deps.transact(async (stores) => {
    const token = await stores.apiTokens.findOfUser(userId);
    if (token === null || !(await stores.sessions.remove(token.keyHash))) return false;
    await stores.audit.append(securityEvent('api-token-end', { userId, visitor, now: deps.clock.now() }));
    return true;
  });
}
