import { RecordProblem } from '../kernel/record-shape.ts';
import type { AnyFields, Policy } from './policy.ts';

/** A policy that says in words of its own what is wanting: `<feature>.<name>` of a refusal with status 403. */
export interface WordedPolicy<Fields extends object, Name extends string> {
  readonly policy: Policy<Fields, Name>;
  readonly refusal: `${string}.${string}`;
}

/** Which fields a policy names is judged where it meets a table. */
export type PolicyEntry<Name extends string = string> =
  | Policy<AnyFields, Name>
  | WordedPolicy<AnyFields, Name>;

/** Policies by their names. */
export type PolicyBook = Readonly<Record<string, PolicyEntry>>;

/** @throws RecordProblem for a name that the book does not have */
export function policyNamed(name: string, book: PolicyBook): Policy {
  const entry = Object.hasOwn(book, name) ? book[name] : undefined;
  if (entry === undefined) throw new RecordProblem('A policy', [`there is none called ${name}`]);
  return isWorded(entry) ? entry.policy : entry;
}

export function isWorded(entry: PolicyEntry): entry is WordedPolicy<AnyFields, string> {
  return typeof entry !== 'string' && 'policy' in entry;
}
