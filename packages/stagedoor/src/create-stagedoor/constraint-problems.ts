import {
  type FieldShape,
  filledListOf,
  isPlainRecord,
  problemsOf,
  shown,
} from '../core/kernel/record-shape.ts';
import type { Check } from '../resource/check/check.ts';
import { readCompared } from '../resource/check/plain-rule.ts';
import {
  type AnyCompared,
  askedIn,
  hasOrder,
  isOtherField,
  leavesOfRule,
  ruleKind,
} from '../resource/check/rule.ts';
import type { Field } from '../resource/field.ts';
import { fieldNamed } from '../resource/field-named.ts';
import type { Resource } from '../resource/resource.ts';

const words = ['is', 'in', 'gt', 'gte', 'lt', 'lte'];
/** Room for what its constraint is called. */
const CHECK_NAME = /^[a-z][a-z0-9_]{0,49}$/;
/** Deeper than anybody reads. */
const DEEPEST = 8;

/** What is wrong with a rule as it is written, in halves of sentences. */
export function ruleProblems(rule: unknown, name: string, depth = 0): readonly string[] {
  if (!isPlainRecord(rule))
    return [`${name} must be a rule such as { field: 'price', gte: '0' }, not ${shown(rule)}`];
  if (depth > DEEPEST) return [`${name} must not be so deep`];
  const nested: FieldShape = {
    isRequired: true,
    problems: (one, within) => ruleProblems(one, within, depth + 1),
  };
  if (Object.hasOwn(rule, 'not')) return problemsOf(rule, { not: nested }, name);
  const joint = ['all', 'any'].find((one) => Object.hasOwn(rule, one));
  if (joint !== undefined)
    return problemsOf(rule, { [joint]: filledListOf(nested, 'a list of rules') }, name);
  const said = Object.keys(rule).filter((one) => one !== 'field');
  return typeof rule.field === 'string' && said.length === 1 && words.includes(said[0] ?? '')
    ? []
    : [
        `${name} must say all, any or not, or a field and exactly one of ${words.join(', ')}, not ${Object.keys(rule).join(', ') || 'nothing'}`,
      ];
}

/** What is wrong with what the checks of a resource name, in halves of sentences. */
export function constraintProblems(
  resource: Pick<Resource, 'name' | 'fields' | 'checks'>,
): readonly string[] {
  const { name, fields, checks = {} } = resource;
  return Object.entries(checks).flatMap(([check, { holds }]: [string, Check]) => [
    ...(CHECK_NAME.test(check) ? [] : [`${name}.checks.${check} must be called by a word in lower case`]),
    ...leavesOfRule(holds).flatMap((leaf) =>
      comparisonProblems(fields, leaf).map((problem) => `${name}.checks.${check} ${problem}`),
    ),
  ]);
}

function comparisonProblems(fields: Resource['fields'], leaf: AnyCompared): readonly string[] {
  const [word, value] = askedIn(leaf);
  const kind = ruleKind(fields, leaf.field);
  if (kind === null) return [`names ${leaf.field}, ${strangeField(fields, leaf.field)}`];
  if (word === 'is' && value === null) return [];
  if (kind === 'opaque') return [`asks of ${leaf.field} more than whether it is null`];
  if (word !== 'is' && word !== 'in' && !hasOrder(kind))
    return [`asks for ${word} of ${leaf.field}, which has no order`];
  if (isOtherField(value)) {
    const other = Object.keys(value).length === 1 ? ruleKind(fields, value.field) : null;
    if (word === 'in') return [`asks for in of ${leaf.field} with a field, where a list of values stands`];
    return other === kind
      ? []
      : [
          `compares ${leaf.field} (${kind}) with ${value.field} (${other ?? 'no field that has a column'}), and they are of two kinds`,
        ];
  }
  return valueProblems(fields, leaf.field, word === 'in' ? value : [value]);
}

/** Why a name has no column that could be compared. */
function strangeField(fields: Resource['fields'], name: string): string {
  if (fieldNamed(fields, name)?.type === 'references')
    return 'which refers to many rows and so has no column (a check judges one row)';
  const known = Object.keys(fields).filter((one) => ruleKind(fields, one) !== null);
  return `which is none of its columns (they are ${['id', ...known].join(', ')})`;
}

function valueProblems(fields: Resource['fields'], name: string, values: unknown): readonly string[] {
  if (!Array.isArray(values)) return [`asks for in of ${name} with ${shown(values)}, which is no list`];
  if (values.length === 0) return [`asks for in of ${name} with an empty list, which no row passes`];
  return values
    .filter((one) => one === null || !('value' in readCompared(fields, name, one)))
    .map((one) => `compares ${name} with ${shown(one)}, ${strangeValue(fieldNamed(fields, name))}`);
}

function strangeValue(field: Field | undefined): string {
  const kind = field?.type ?? 'id';
  if (field?.type !== 'choice') return `which is no value of it (it is of type ${kind})`;
  return `which is none of its choices (${Object.keys(field.of).join(', ')})`;
}
