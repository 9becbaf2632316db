import { AccountsError } from '../kernel/errors.ts';
import type { ExtraFields } from '../user/extra-field.ts';
import type { Act } from './actor.ts';
import { currentRights, type JudgingStores } from './current-rights.ts';
import { namesHeld } from './names-held.ts';

/**
 * Lets those go on who are by name (a group, a role everywhere, a field that is one) what they give or take: a name is a right as soon as a rule
 * asks for it, and no permission stands for it. A superuser need not be it; a token with a scope is nothing. As the transaction
 * has whoever acts, whose row is locked; `names` are those of `namesHeld`.
 *
 * @throws AccountsError `permission-denied`; `not-authenticated` for who was revoked meanwhile
 */
export async function requireNames(
  stores: JudgingStores,
  { by, now }: Act,
  { names, fields }: { readonly names: readonly string[]; readonly fields: ExtraFields },
): Promise<void> {
  if (by === 'operator' || names.length === 0) return;
  const actor = await currentRights(stores, by, { user: await stores.users.lockById(by.user.id), now });
  if (actor.isWhole && actor.user.isSuperuser) return;
  const held = new Set(actor.isWhole ? namesHeld(actor, fields) : []);
  if (!names.every((name) => held.has(name))) throw new AccountsError({ code: 'permission-denied' });
}
