import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { type OwnAddress, ownAddresses } from './own-addresses.ts';

/** The logged-in user's addresses, the primary one first. */
export async function listEmailAddresses(
  deps: Pick<Dependencies, 'emailAddresses' | 'oneTimeLinks' | 'clock'>,
  { principal }: { readonly principal: Principal },
): Promise<readonly OwnAddress[]> {
  return await ownAddresses(deps, principal.user.id, deps.clock.now());
}
