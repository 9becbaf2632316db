import { asksOfAct, asksOfRow } from '../core/policy/leaves-of.ts';
import type { Policy } from '../core/policy/policy.ts';
import { wholePolicyProblems } from '../core/policy/policy-problems.ts';
import { isHiddenKey } from '../resource/closed-field.ts';
import type { Field } from '../resource/field.ts';
import { fieldNamed } from '../resource/field-named.ts';
import type { Resource } from '../resource/resource.ts';
import { setsOf, writersOf } from './field-access-problems.ts';

/**
 * Nested references among fields that are judged together, where somebody who writes one of these may not see what the reference leads to: a
 * refusal would tell them of its key. In halves of sentences.
 */
export function hiddenKeyProblems(resource: Resource, all: readonly Resource[]): readonly string[] {
  const { name, fields } = resource;
  return setsOf(resource).flatMap(({ part, fields: names }) => {
    const of = [...new Set(names)].flatMap((one) => fieldNamed(fields, one) ?? []);
    if (of.length < 2 || of.every((field) => writersOf(field) === null)) return [];
    return names
      .filter((one) => isHiddenFromSome(fieldNamed(fields, one), resource, all))
      .map(
        (one) =>
          `${name}.${part} names ${one}, which is answered as a row that not everybody may see, beside others: a refusal would tell of its key. Leave out its nested, or open the rows that it leads to to whoever opens ${name}`,
      );
  });
}

/** Rows of another feature are not known here, and so are taken for hidden. */
function isHiddenFromSome(field: Field | undefined, resource: Resource, all: readonly Resource[]): boolean {
  if (!isHiddenKey(field) || field?.type !== 'reference') return false;
  const to = all.find(({ name }) => name === field.to);
  if (to === undefined || wholePolicyProblems(to.access, 'access').length > 0) return true;
  return !isSeenByAll(to.access) && !isSeenAlike(to.access, resource.access);
}

function isSeenByAll(policy: Policy): boolean {
  if (typeof policy === 'string') return false;
  if ('policy' in policy) return isSeenByAll(policy.policy);
  if ('any' in policy) return policy.any.some(isSeenByAll);
  if ('all' in policy) return policy.all.every(isSeenByAll);
  return 'anyone' in policy || ('action' in policy && [policy.action].flat().includes('view'));
}

/** Who may do anything with the one may do the same with the other, whichever row it is. */
function isSeenAlike(one: Policy, other: Policy): boolean {
  return JSON.stringify(one) === JSON.stringify(other) && !asksOfRow(one) && !asksOfAct(one);
}
