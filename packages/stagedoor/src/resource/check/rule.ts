import type { Field, Fields } from '../field.ts';
import { fieldNamed } from '../field-named.ts';

/** What a field is compared with as it stands in a declaration: no moment is a `Date`, for a declaration is plain JSON. */
export type PlainValue = string | number | boolean;

/** Another field of the same row. */
export interface OtherField<Name extends string = string> {
  readonly field: Name;
}

type OneOf<Names extends object> = {
  readonly [Name in keyof Names]: { readonly [One in Name]: Names[One] };
}[keyof Names];

/** One thing that is asked of a field. Of a step's tables `field` is a column. */
export type Compared<Name extends string, Value, Other extends string, Order extends string> = {
  readonly field: Name;
} & OneOf<
  { readonly is: Value | OtherField<Other> | null; readonly in: readonly Value[] } & {
    readonly [One in Order]: Value | OtherField<Other>;
  }
>;

/** More and less, in Django's words. */
export type OrderWord = 'gt' | 'gte' | 'lt' | 'lte';

export type AnyCompared = Compared<string, PlainValue, string, OrderWord>;

/** What must hold of a row, as a plain value. What is null is neither so nor otherwise, and passes, as in SQL. */
export type Rule<Leaf = AnyCompared> =
  | { readonly all: readonly Rule<Leaf>[] }
  | { readonly any: readonly Rule<Leaf>[] }
  | { readonly not: Rule<Leaf> }
  | Leaf;

/** What is compared with what. */
export type RuleKind = 'number' | 'key' | 'text' | 'boolean' | 'date' | 'time' | 'moment' | 'opaque';

export const ruleKinds = {
  text: 'text',
  'long-text': 'text',
  markdown: 'text',
  email: 'text',
  url: 'text',
  choice: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  moment: 'moment',
  reference: 'key',
  json: 'opaque',
  file: 'opaque',
  image: 'opaque',
  references: 'opaque',
} as const satisfies Readonly<Record<Field['type'], RuleKind>>;

/** The kind of a field, or of the key; null where there is no such column. */
export function ruleKind(fields: Fields, name: string): RuleKind | null {
  if (name === 'id') return 'key';
  const field = fieldNamed(fields, name);
  return field === undefined || field.type === 'references' ? null : ruleKinds[field.type];
}

/** What both databases put in one order. Of texts each has its own. */
export const orderedKinds = ['number', 'date', 'time', 'moment'] as const satisfies readonly RuleKind[];

export function hasOrder(kind: RuleKind): boolean {
  return orderedKinds.some((one) => one === kind);
}

export function isOtherField(value: unknown): value is OtherField {
  return typeof value === 'object' && value !== null && 'field' in value;
}

/** What it asks: the word, and what the field is compared with. */
export function askedIn(leaf: AnyCompared): readonly [word: 'is' | 'in' | OrderWord, value: unknown] {
  const { field: _field, ...asked } = leaf;
  // One entry: the types and the check at the start say so.
  const [entry] = Object.entries(asked);
  return entry as unknown as readonly ['is' | 'in' | OrderWord, unknown];
}

/** The same rule of other leaves. */
export function mappedRule(rule: Rule, change: (leaf: AnyCompared) => AnyCompared): Rule {
  if ('all' in rule) return { all: rule.all.map((one) => mappedRule(one, change)) };
  if ('any' in rule) return { any: rule.any.map((one) => mappedRule(one, change)) };
  return 'not' in rule ? { not: mappedRule(rule.not, change) } : change(rule);
}

/** Called otherwise, on both sides of each comparison. */
export function renamedRule(rule: Rule, nameOf: (field: string) => string): Rule {
  return mappedRule(rule, (leaf) => {
    const [word, value] = askedIn(leaf);
    const other = isOtherField(value) ? { field: nameOf(value.field) } : value;
    return { field: nameOf(leaf.field), [word]: other } as unknown as AnyCompared;
  });
}

export function leavesOfRule(rule: Rule): readonly AnyCompared[] {
  if ('all' in rule) return rule.all.flatMap(leavesOfRule);
  if ('any' in rule) return rule.any.flatMap(leavesOfRule);
  return 'not' in rule ? leavesOfRule(rule.not) : [rule];
}

/** All that it names, each once. */
export function fieldsInRule(rule: Rule): readonly string[] {
  const names = leavesOfRule(rule).flatMap((leaf) => {
    const [, value] = askedIn(leaf);
    return isOtherField(value) ? [leaf.field, value.field] : [leaf.field];
  });
  return [...new Set(names)];
}
