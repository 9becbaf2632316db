import type { Dependencies } from './dependencies.ts';
import type { Identity } from './identity.ts';

/** The systems outside that know the user, and as whom; oldest first. */
export function listIdentities(
  { identities }: Pick<Dependencies, 'identities'>,
  { userId }: { readonly userId: number },
): Promise<readonly Identity[]> {
  return identities.listOfUser(userId);
}
