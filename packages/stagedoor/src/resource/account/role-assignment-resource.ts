import type { Policy } from '../../core/policy/policy.ts';
import type { Fields } from '../field.ts';
import type { Resource } from '../resource.ts';
import { lookUpsOf } from './look-ups.ts';

const fields = {
  user: { type: 'reference', to: 'user', onDelete: 'cascade' },
  role: { type: 'reference', to: 'role', onDelete: 'cascade' },
  /** Null for everywhere; else one that the user is a member of. */
  organization: { type: 'reference', to: 'organization', onDelete: 'cascade', nullable: true },
} as const satisfies Fields;

/** Whoever is in the organization. What they may there, the use case says. */
const member: Policy = {
  field: 'organization',
  in: { table: 'stagedoor_membership', user: 'user_id', value: 'organization_id' },
};

const may = (action: string): Policy => ({ permission: `stagedoor.${action}_roleassignment` });

/** That somebody has a role: each time once. It is given and taken, and never changed. */
export const roleAssignmentResource: Resource = {
  name: 'roleassignment',
  fields,
  ...lookUpsOf(fields),
  access: {
    any: [
      { all: [{ action: 'view' }, { any: [may('view'), { owner: 'user' }, member] }] },
      { all: [{ action: 'add' }, { any: [may('add'), member] }] },
      { all: [{ action: 'delete' }, { any: [may('delete'), member] }] },
    ],
  },
};
