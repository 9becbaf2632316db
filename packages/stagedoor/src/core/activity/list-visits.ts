import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import type { StoredVisit } from './visit-store.ts';

/** From which addresses and with which user agents the user came, latest first. */
export async function listVisits(
  { visits }: Pick<Dependencies, 'visits'>,
  { principal }: { readonly principal: Principal },
): Promise<readonly StoredVisit[]> {
  const own = await visits.listOfUser(principal.user.id);
  return [...own].sort((left, right) => right.lastSeenAt.getTime() - left.lastSeenAt.getTime());
}
