import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';
import { type UntilActivated, untilActivated } from './until-activated.ts';

/** What holds until the logged-in user's primary address is confirmed; null where none waits for that. */
export async function describeUnconfirmedAccount(
  deps: Pick<Dependencies, 'emailAddresses' | 'settings'>,
  { principal: { user } }: { readonly principal: Principal },
): Promise<UntilActivated | null> {
  if (user.isEmailVerified || user.email === '') return null;
  return untilActivated(deps.settings, user, await deps.emailAddresses.listOfUser(user.id));
}
