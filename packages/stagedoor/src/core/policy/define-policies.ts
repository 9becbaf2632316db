import { RecordProblem } from '../kernel/record-shape.ts';
import type { AnyFields, Policy } from './policy.ts';
import { policyProblems } from './policy-problems.ts';
import { type ReadyPolicyName, readyPolicies } from './ready-policies.ts';

type NamesOf<Own> = Extract<keyof Own, string> | ReadyPolicyName;

/** Which fields it names is judged where it meets a table. */
type Entry<Name extends string = string> = Policy<AnyFields, Name>;
type Entries = Readonly<Record<string, Entry>>;

/** A policy with what its names stand for in their place. */
type Opened<Asked, All> = Asked extends keyof All
  ? Opened<All[Asked], All>
  : Asked extends { readonly all: infer List }
    ? { readonly all: { readonly [Index in keyof List]: Opened<List[Index], All> } }
    : Asked extends { readonly any: infer List }
      ? { readonly any: { readonly [Index in keyof List]: Opened<List[Index], All> } }
      : Asked extends { readonly not: infer Other }
        ? { readonly not: Opened<Other, All> }
        : Asked extends { readonly policy: infer Other; readonly refusal: infer Refusal }
          ? { readonly policy: Opened<Other, All>; readonly refusal: Refusal }
          : Asked;

type WithReady<Own> = Own & Omit<typeof readyPolicies, keyof Own>;

/** Policies with those that are ready beside them; one's own goes before a ready one of the same name. */
export type DefinedPolicies<Own> = {
  readonly [Name in keyof WithReady<Own>]: Opened<WithReady<Own>[Name], WithReady<Own>>;
};

/**
 * Names policies, so that resources and other policies say them by name; each comes back with what its names stand for in their place. A
 * name that is not among them does not compile.
 *
 * @throws RecordProblem for what is no policy, for a name that there is not, and for one that means itself
 * @example
 * export const policies = definePolicies({
 *   CanEditArticle: { any: [{ owner: 'author' }, { staff: true }, { field: 'category', in: editorCategories }] },
 *   HasSubscription: { policy: { has: activeSubscriptions }, refusal: 'shop.subscription-needed' },
 *   MayPublish: { all: ['IsVerifiedUser', 'CanEditArticle'] },
 * });
 */
export function definePolicies<const Own extends Entries>(
  own: Own & Readonly<Record<keyof Own, Entry<NamesOf<Own>>>>,
): DefinedPolicies<Own> {
  const all: Entries = { ...readyPolicies, ...own };
  const problems = Object.entries(own).flatMap(([name, entry]) => policyProblems(entry, name));
  if (problems.length > 0) throw new RecordProblem('The policies', problems);
  const opened = Object.entries(all).map(([name, entry]) => [name, open(entry, { all, within: [name] })]);
  // What was put in the place of names is what its type says.
  return Object.freeze(Object.fromEntries(opened)) as DefinedPolicies<Own>;
}

interface Opening {
  readonly all: Entries;
  /** The names that led here. */
  readonly within: readonly string[];
}

function open(entry: Entry, opening: Opening): Policy {
  if (typeof entry === 'string') return openNamed(entry, opening);
  if ('not' in entry) return { not: open(entry.not, opening) };
  if ('policy' in entry) return { ...entry, policy: open(entry.policy, opening) };
  if ('all' in entry) return { all: entry.all.map((one) => open(one, opening)) };
  if ('any' in entry) return { any: entry.any.map((one) => open(one, opening)) };
  return entry;
}

function openNamed(name: string, { all, within }: Opening): Policy {
  const [first] = within;
  const entry = Object.hasOwn(all, name) ? all[name] : undefined;
  if (entry === undefined)
    throw new RecordProblem('The policies', [`${first} names ${name}, which is no policy here`]);
  if (within.includes(name)) throw new RecordProblem('The policies', [`${name} means itself`]);
  return open(entry, { all, within: [...within, name] });
}
