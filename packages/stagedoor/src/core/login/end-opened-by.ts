import type { Principal } from '../session/session.ts';
import type { Stores } from './dependencies.ts';

/** Ends what one way in has opened for whoever is logged in, but for the session that asks. */
export async function endOpenedBy(
  { sessions }: Pick<Stores, 'sessions'>,
  { user, sessionKeyHash }: Principal,
  { backend, now }: { readonly backend: string; readonly now: Date },
): Promise<void> {
  for (const session of await sessions.listOfUser(user.id, now)) {
    if (session.backend === backend && session.keyHash !== sessionKeyHash)
      await sessions.removeOfUser(user.id, session.id);
  }
}
