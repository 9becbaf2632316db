import { problemsOf, RecordProblem, required, textLike } from '../kernel/record-shape.ts';
import { namesIn } from './leaves-of.ts';
import type { Policy } from './policy.ts';
import { isWorded, type PolicyBook, type PolicyEntry } from './policy-book.ts';
import { policyProblems } from './policy-problems.ts';
import { type ReadyPolicyName, readyPolicies } from './ready-policies.ts';

type NamesOf<Own> = Extract<keyof Own, string> | ReadyPolicyName;

/** Policies with those that are ready beside them; one's own goes before a ready one of the same name. */
export type DefinedPolicies<Own> = Own & Omit<typeof readyPolicies, keyof Own>;

const refusal = required(
  textLike('the code of a refusal such as shop.subscription-needed', /^[a-z]\w*\.[a-z][a-z0-9-]*$/),
);

/**
 * Names policies, so that routes, resources and other policies say them by name. A name that is not among them does not compile.
 *
 * @throws RecordProblem for what is no policy, for a name that there is not, and for one that means itself
 * @example
 * export const policies = definePolicies({
 *   CanEditArticle: { any: [{ owner: 'author' }, { staff: true }, { field: 'category', in: editorCategories }] },
 *   HasSubscription: { policy: { has: activeSubscriptions }, refusal: 'shop.subscription-needed' },
 *   MayPublish: { all: ['IsVerifiedUser', 'CanEditArticle'] },
 * });
 */
export function definePolicies<const Own extends PolicyBook>(
  own: Own & Readonly<Record<keyof Own, PolicyEntry<NamesOf<Own>>>>,
): DefinedPolicies<Own> {
  const book: PolicyBook = { ...readyPolicies, ...own };
  const problems = Object.entries(own).flatMap(([name, entry]) => entryProblems(entry, name));
  const found = problems.length > 0 ? problems : nameProblems(book);
  if (found.length > 0) throw new RecordProblem('The policies', found);
  // What was spread into it is what its type says.
  return Object.freeze(book) as DefinedPolicies<Own>;
}

function entryProblems(entry: PolicyEntry, name: string): readonly string[] {
  const policy = { isRequired: true, problems: policyProblems };
  const isRecordOfTwo = typeof entry === 'object' && entry !== null && 'policy' in entry;
  return isRecordOfTwo ? problemsOf(entry, { policy, refusal }, name) : policyProblems(entry, name);
}

function nameProblems(book: PolicyBook): readonly string[] {
  return Object.keys(book).flatMap((name) => {
    const unknown = namesUnder(name, book).filter((one) => !Object.hasOwn(book, one));
    if (unknown.length > 0) return unknown.map((one) => `${name} names ${one}, which is no policy here`);
    return meansItself(name, book, []) ? [`${name} means itself`] : [];
  });
}

function namesUnder(name: string, book: PolicyBook): readonly string[] {
  const entry = book[name];
  if (entry === undefined) return [];
  const policy: Policy = isWorded(entry) ? entry.policy : entry;
  return namesIn(policy);
}

function meansItself(name: string, book: PolicyBook, above: readonly string[]): boolean {
  return (
    above.includes(name) || namesUnder(name, book).some((one) => meansItself(one, book, [...above, name]))
  );
}
