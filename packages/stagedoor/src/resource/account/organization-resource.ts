import { memberRoles } from '../../core/organization/organization.ts';
import { ORGANIZATION_NAME_MAX_LENGTH } from '../../core/organization/organization-name.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Settings } from '../../core/settings.ts';
import type { Fields } from '../field.ts';
import type { Resource } from '../resource.ts';
import { lookUpsOf } from './look-ups.ts';

const kept = {
  name: { type: 'text', max: ORGANIZATION_NAME_MAX_LENGTH },
  created_at: { type: 'moment', set: 'created' },
} as const satisfies Fields;

const fields = {
  ...kept,
  /** What whoever asks is in it; null for who sees it without being in it. It stands in no column, so nobody asks by it. */
  role: {
    type: 'choice',
    of: Object.fromEntries(memberRoles.map((role) => [role, role])),
    nullable: true,
    readOnly: true,
  },
} as const satisfies Fields;

/** Whoever is in it. What they may there, the use case says on the row that it holds. */
const member: Policy = {
  field: 'id',
  in: { table: 'stagedoor_membership', user: 'user_id', value: 'organization_id' },
};

/** Organizations: their members see them, and who may view all of them. Lists go on behind the last key, as those of members and invitations do. */
export function organizationResource({ mode }: Pick<Settings['organizations'], 'mode'>): Resource {
  const founder: Policy = mode === 'open' ? { verified: true } : never;
  const may = (action: string): Policy => ({ permission: `stagedoor.${action}_organization` });
  return {
    name: 'organization',
    fields,
    text: 'name',
    search: ['name'],
    ...lookUpsOf(kept),
    pages: { style: 'after', size: 100 },
    access: {
      any: [
        { all: [{ action: 'view' }, { any: [may('view'), member] }] },
        { all: [{ action: 'add' }, { any: [may('add'), founder] }] },
        { all: [{ action: 'change' }, { any: [may('change'), member] }] },
        { all: [{ action: 'delete' }, { any: [may('delete'), member] }] },
      ],
    },
  };
}

const never: Policy = { not: { anyone: true } };
