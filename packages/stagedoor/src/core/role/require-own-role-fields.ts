import type { Act } from '../access/actor.ts';
import { currentRights, type JudgingStores } from '../access/current-rights.ts';
import { AccountsError } from '../kernel/errors.ts';
import { type ExtraFields, isRoleField } from '../user/extra-field.ts';
import type { ExtraValues } from '../user/user.ts';

/**
 * Lets those go on who give, by the fields that are a role (`role: true`), nothing but what everybody begins with and what they are by the same
 * field; a superuser may give all. As the transaction has whoever acts: what they were when the request came may be over.
 *
 * @throws AccountsError `permission-denied`; `not-authenticated` for who was revoked meanwhile
 */
export async function requireOwnRoleFields(
  stores: JudgingStores,
  { by, now }: Act,
  { fields, given }: { readonly fields: ExtraFields; readonly given: ExtraValues },
): Promise<void> {
  const needed = Object.entries(given).filter(([name, value]) => isRole(fields, name, value));
  if (by === 'operator' || needed.length === 0) return;
  const found = await stores.users.lockById(by.user.id);
  const { user, isWhole } = await currentRights(stores, by, { user: found, now });
  if (isWhole && user.isSuperuser) return;
  if (!isWhole || !needed.every(([name, value]) => user.extra[name] === value))
    throw new AccountsError({ code: 'permission-denied' });
}

/** Whether the value is more than what everybody begins with. */
function isRole(fields: ExtraFields, name: string, value: ExtraValues[string] | undefined): boolean {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined || !isRoleField(field)) return false;
  return (value ?? null) !== null && value !== ('default' in field ? field.default : null);
}
