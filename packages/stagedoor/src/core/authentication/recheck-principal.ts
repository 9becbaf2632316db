import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * The same person as of now, by the kind of credential that they came with; null where that opens nothing any more. For what lasts
 * longer than a request, whose credential is gone, such as a WebSocket that was opened by a ticket.
 */
export async function recheckPrincipal(
  deps: Dependencies,
  { principal }: { readonly principal: Pick<Principal, 'credentialKind' | 'sessionKeyHash' | 'user'> },
): Promise<Principal | null> {
  const { credentialKind, sessionKeyHash, user } = principal;
  const kind = deps.credentialKinds.get(credentialKind);
  if (sessionKeyHash === null || kind?.recheck === undefined) return null;
  return await kind.recheck(deps, sessionKeyHash, user.id);
}
