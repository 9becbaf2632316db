import type { FieldRule } from '../core/policy/field-rules.ts';
import { leavesOf } from '../core/policy/leaves-of.ts';
import type { PolicyLeaf } from '../core/policy/policy.ts';

/** A change of a row, to who makes it. */
interface Reach {
  readonly rules: Readonly<Record<string, FieldRule>>;
  /** The fields that they may not read as the row is, and as it will be. */
  readonly closed: { readonly before: ReadonlySet<string>; readonly after: ReadonlySet<string> };
  /** What will be other than it is, of what they said. */
  readonly changed: readonly string[];
}

/**
 * What somebody would open by it that they may not read: the changed fields that the policy of a closed one asks by. Nobody moves what is in a
 * row into their own reach, as nobody moves a row there, nor gives it to somebody else, who may be themselves by another name. A field that is
 * written anew with it holds what they know.
 */
export function fieldsThatOpen({ rules, closed, changed }: Reach): readonly string[] {
  const open = [...closed.before].flatMap((name) => {
    const read = rules[name]?.read;
    if (read === undefined || changed.includes(name)) return [];
    const leaves = leavesOf(read);
    const asked = closed.after.has(name) ? leaves.filter(saysWhose) : leaves;
    return asked.flatMap(fieldIn);
  });
  return changed.filter((name) => open.includes(name));
}

function saysWhose(leaf: PolicyLeaf): boolean {
  return 'owner' in leaf || 'organization' in leaf || ('field' in leaf && 'in' in leaf && 'table' in leaf.in);
}

function fieldIn(leaf: PolicyLeaf): readonly string[] {
  if ('owner' in leaf) return [leaf.owner];
  if ('organization' in leaf) return [leaf.organization];
  return 'field' in leaf ? [leaf.field] : [];
}
