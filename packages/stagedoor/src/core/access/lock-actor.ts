import type { Principal } from '../session/session.ts';
import type { Act } from './actor.ts';
import { type CurrentRights, currentRights, type JudgingStores } from './current-rights.ts';

/** An act whose actor the transaction holds, with what they are and may. The operator is whatever there is to be. */
export type LockedAct =
  | { readonly by: 'operator'; readonly now: Date }
  | { readonly by: Principal; readonly now: Date; readonly actor: CurrentRights };

/**
 * Holds whoever acts until the transaction ends, and reads once what they are and may: all that is asked of them there is asked of
 * that (`requireHeld`, `requireNames`, `requireFlags`, `requireSuperuser`). Comes before any other row is locked; where a user is acted on,
 * `requireOutranks` does it.
 *
 * @throws AccountsError `not-authenticated` for who was revoked meanwhile
 * @example
 * requireHeld(await lockActor(stores, { by, now }), ['auth.change_group', ...permissions]);
 */
export async function lockActor(stores: JudgingStores, { by, now }: Act): Promise<LockedAct> {
  if (by === 'operator') return { by, now };
  const user = await stores.users.lockById(by.user.id);
  return { by, now, actor: await currentRights(stores, by, { user, now }) };
}
