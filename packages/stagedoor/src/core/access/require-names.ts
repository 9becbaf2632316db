import { AccountsError } from '../kernel/errors.ts';
import type { ExtraFields } from '../user/extra-field.ts';
import type { LockedAct } from './lock-actor.ts';
import { namesHeld } from './names-held.ts';

/**
 * Lets those go on who are by name (a group, a role everywhere, a field that is one) what they give or take: a name is a right as soon as a rule
 * asks for it, and no permission stands for it. A superuser need not be it; a token with a scope is nothing. `names` are those of `namesHeld`.
 *
 * @throws AccountsError `permission-denied`
 */
export function requireNames(
  act: LockedAct,
  { names, fields }: { readonly names: readonly string[]; readonly fields: ExtraFields },
): void {
  if (act.by === 'operator' || names.length === 0) return;
  const { actor } = act;
  if (actor.isWhole && actor.user.isSuperuser) return;
  const held = new Set(actor.isWhole ? namesHeld(actor, fields) : []);
  if (!names.every((name) => held.has(name))) throw new AccountsError({ code: 'permission-denied' });
}
