import type { FieldKinds } from '../core/policy/field-kind-problems.ts';
import type { Policy } from '../core/policy/policy.ts';
import { wholePolicyProblems } from '../core/policy/policy-problems.ts';
import { columnFields } from '../resource/field.ts';
import { kindOf } from '../resource/look-ups.ts';
import type { Resource } from '../resource/resource.ts';
import { fieldPolicies } from './field-access-problems.ts';

/** What policies may compare of its rows. */
export function kindsOf({ fields }: Pick<Resource, 'fields'>): FieldKinds {
  const kinds = columnFields(fields).map(([field, { type }]) => [field, kindOf[type]] as const);
  return { id: 'integer', ...Object.fromEntries(kinds) };
}

/** Its own policy, those of its fields, and those of its actions. */
export function policiesOf({
  access,
  fields,
  actions = {},
}: Pick<Resource, 'access' | 'fields' | 'actions'>): readonly (readonly [part: string, policy: Policy])[] {
  const own = Object.entries(actions).filter(
    ([, action]) => wholePolicyProblems(action?.access, '').length === 0,
  );
  return [
    ['access', access],
    ...fieldPolicies({ fields }),
    ...own.map(([action, one]) => [`actions.${action}.access`, one.access] as const),
  ];
}
