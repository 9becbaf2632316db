import { type Actor, actorDetail, visitorOf } from '../access/actor.ts';
import { namesOfFields } from '../access/names-held.ts';
import { requireNames } from '../access/require-names.ts';
import { requireOutranks } from '../access/require-outranks.ts';
import { securityEvent } from '../audit/security-event.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { ExtraFields } from '../user/extra-field.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

export interface SetRoleField {
  readonly by: Actor;
  readonly userId: number;
  /** The extra field that is a role (`role: true`). */
  readonly field: string;
  /** One of its choices. */
  readonly role: string;
}

/**
 * Changes what somebody is by a field of the user. Asks for `auth.change_user`, of who does not stand below the user; and what is given or
 * taken must be what everybody begins with, or what whoever acts is by the same field, unless they are superuser: a group or a
 * role of that name is not it.
 *
 * @throws AccountsError `permission-denied`; `not-found`; `invalid-input` at `field` or `role`
 * @example
 * await stagedoor.useCases.role.setField({ by: 'operator', userId: ana.id, field: 'role', role: 'MANAGER' });
 */
export async function setRoleField(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  { by, userId, field, role }: SetRoleField,
): Promise<User> {
  const choices = choicesOf(settings.extraFields, field);
  if (!Object.hasOwn(choices, role))
    throw fieldRefusal('role', 'invalid_choice', { input: role.slice(0, 100) });
  const now = clock.now();
  return await transact(async (stores) => {
    const { user, act } = await requireOutranks(
      stores,
      { by, now },
      {
        userId,
        permission: 'auth.change_user',
        fields: settings.extraFields,
      },
    );
    const before = user.extra[field] ?? null;
    if (before === role) return user;
    const names = [before, role].flatMap((value) => namesOfFields({ [field]: value }, settings.extraFields));
    requireNames(act, { names, fields: settings.extraFields });
    await stores.users.update(userId, { extra: { [field]: role } });
    await stores.sessions.markKeysDue(userId);
    const detail = { ...actorDetail(by), field, before, role };
    await stores.audit.append(
      securityEvent('role-field-change', { userId, visitor: visitorOf(by), now, detail }),
    );
    return { ...user, extra: { ...user.extra, [field]: role } };
  });
}

function choicesOf(fields: ExtraFields, name: string) {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field?.type !== 'choice' || !field.role) throw fieldRefusal('field', 'invalid_choice', { input: name });
  return field.choices;
}
