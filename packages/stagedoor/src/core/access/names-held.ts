import type { Rights } from '../permission/group-store.ts';
import { type ExtraFields, isRoleField } from '../user/extra-field.ts';
import type { User } from '../user/user.ts';

interface Named {
  readonly user: Pick<User, 'extra'>;
  readonly rights: Pick<Rights, 'groups' | 'roles'>;
}

/**
 * What somebody is by name, which rules may ask for whatever it holds: their groups, the roles that they have everywhere, and the fields that
 * are a role where they are not what everybody begins with. Each of its kind: a group that is called as a role is not that role.
 */
export function namesHeld({ user, rights }: Named, fields: ExtraFields): readonly string[] {
  const ofFields = Object.entries(fields).flatMap(([name, field]) => {
    if (!isRoleField(field)) return [];
    const value = user.extra[name] ?? null;
    const start = 'default' in field ? field.default : null;
    return value === null || value === start ? [] : `field ${name} ${String(value)}`;
  });
  return [
    ...rights.groups.map(({ id }) => `group ${id}`),
    ...rights.roles.map((role) => `role ${role}`),
    ...ofFields,
  ];
}
