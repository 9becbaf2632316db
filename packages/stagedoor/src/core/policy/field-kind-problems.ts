import { leavesOf } from './leaves-of.ts';
import type { Policy, PolicyLeaf, Scalar } from './policy.ts';

/** What a field holds, as far as policies compare it. Of `other`, such as a moment, they ask but whether it is null. */
export type FieldKind = 'text' | 'integer' | 'boolean' | 'other';

export type FieldKinds = Readonly<Record<string, FieldKind>>;

const kinds: Readonly<Record<string, FieldKind>> = { string: 'text', number: 'integer', boolean: 'boolean' };

/**
 * What is wrong with a policy for rows with these fields, in halves of sentences: a field that there is not, or one that never holds what
 * it is compared with, which one database would refuse and the other take for no.
 */
export function fieldKindProblems(policy: Policy, fields: FieldKinds): readonly string[] {
  const asked = leavesOf(policy).flatMap(fieldsAsked);
  const problems = asked.flatMap(({ field, kind }) => {
    const known = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (known === undefined) return [`${field} is no field of these rows`];
    return kind === 'any' || kind === known ? [] : [`${field} holds ${known}, and is compared with ${kind}`];
  });
  return [...new Set(problems)];
}

interface AskedField {
  readonly field: string;
  readonly kind: FieldKind | 'any';
}

function fieldsAsked(leaf: PolicyLeaf): readonly AskedField[] {
  if ('owner' in leaf) return [{ field: leaf.owner, kind: 'integer' }];
  if ('organization' in leaf) return [{ field: leaf.organization, kind: 'integer' }];
  if (!('field' in leaf)) return [];
  const { field } = leaf;
  if ('is' in leaf) return [{ field, kind: leaf.is === null ? 'any' : kindOf(leaf.is) }];
  const { in: among } = leaf;
  return 'table' in among ? [{ field, kind: 'any' }] : among.map((value) => ({ field, kind: kindOf(value) }));
}

function kindOf(value: Scalar): FieldKind {
  return kinds[typeof value] ?? 'other';
}
