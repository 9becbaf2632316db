import type { Rights } from '../permission/group-store.ts';
import { type ExtraFields, isRoleField } from '../user/extra-field.ts';
import type { ExtraValue, User } from '../user/user.ts';

interface Named {
  readonly user: Pick<User, 'extra'>;
  readonly rights: Pick<Rights, 'groups' | 'roles'>;
}

/** What a member of a group is by that. */
export function nameOfGroup(groupId: number): string {
  return `group ${groupId}`;
}

/** What somebody is who has a role everywhere. */
export function nameOfRole(role: string): string {
  return `role ${role}`;
}

/** What somebody is by the fields that are a role, where their values are not what everybody begins with. */
export function namesOfFields(
  values: Readonly<Record<string, ExtraValue | undefined>>,
  fields: ExtraFields,
): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? null) : null;
    const start = 'default' in field ? field.default : null;
    return !isRoleField(field) || value === null || value === start ? [] : `field ${name} ${String(value)}`;
  });
}

/**
 * What somebody is by name, which rules may ask for whatever it holds: their groups, the roles that they have everywhere, and the fields that
 * are a role where they are not what everybody begins with. Each of its kind: a group that is called as a role is not that role.
 */
export function namesHeld({ user, rights }: Named, fields: ExtraFields): readonly string[] {
  return [
    ...rights.groups.map(({ id }) => nameOfGroup(id)),
    ...rights.roles.map(nameOfRole),
    ...namesOfFields(user.extra, fields),
  ];
}
