import { securityEvent } from '../audit/security-event.ts';
import { AccountsError } from '../kernel/errors.ts';
import { type Actor, actorDetail, visitorOf } from './actor.ts';
import type { Dependencies } from './dependencies.ts';
import { requireHeld } from './require-held.ts';
import { requireKnown } from './require-known.ts';
import { requireOutranks } from './require-outranks.ts';

export interface GivenPermission {
  readonly by: Actor;
  readonly userId: number;
  /** `app_label.codename`. */
  readonly permission: string;
}

/**
 * Gives a user a permission, and answers whether they had it not. It counts within a second, on every node. Asks for
 * `auth.change_user`, of who holds the permission too and does not stand below the user. Nobody gives themselves anything: they have it already, by
 * a group or a role, and would keep it when that is over.
 *
 * @throws AccountsError `permission-denied`; `invalid-input` at `permission` for one that is not there; `not-found` for a user who is not
 * @example
 * await stagedoor.useCases.permission.grant({ by: 'operator', userId: ana.id, permission: 'guestbook.delete_entry' });
 */
export async function grantPermission(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: GivenPermission,
): Promise<boolean> {
  return await change(deps, 'grant', input);
}

/**
 * Takes a permission from a user, and answers whether they had it. What a group gives them they keep.
 *
 * @throws AccountsError as `grantPermission`
 */
export async function revokePermission(
  deps: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: GivenPermission,
): Promise<boolean> {
  return await change(deps, 'revoke', input);
}

async function change(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  how: 'grant' | 'revoke',
  { by, userId, permission }: GivenPermission,
): Promise<boolean> {
  const now = clock.now();
  return await transact(async (stores) => {
    const { act } = await requireOutranks(
      stores,
      { by, now },
      {
        userId,
        permission: 'auth.change_user',
        fields: settings.extraFields,
      },
    );
    await requireKnown(stores, 'permission', [permission]);
    requireHeld(act, [permission]);
    if (how === 'grant' && by !== 'operator' && by.user.id === userId)
      throw new AccountsError({ code: 'permission-denied' });
    if (!(await stores.permissions[how](userId, permission))) return false;
    const facts = {
      userId,
      visitor: visitorOf(by),
      now,
      detail: { ...actorDetail(by), permission },
    };
    await stores.audit.append(securityEvent(`permission-${how}`, facts));
    return true;
  });
}
