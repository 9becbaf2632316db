import type { User } from 'stagedoor/client';

/** What somebody is on this site; in the accounts it is a group. */
export type Role = 'Administrator' | 'Vendor';

export function hasRole({ groups }: Pick<User, 'groups'>, role: Role): boolean {
  return groups.some(({ name }) => name === role);
}
