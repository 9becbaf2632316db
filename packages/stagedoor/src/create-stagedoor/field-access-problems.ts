import { asksOfAct, asksOfRow, refusalsIn } from '../core/policy/leaves-of.ts';
import type { Policy } from '../core/policy/policy.ts';
import { wholePolicyProblems } from '../core/policy/policy-problems.ts';
import { fieldsInRule } from '../resource/check/rule.ts';
import { isClosed } from '../resource/closed-field.ts';
import { type Field, isWritable } from '../resource/field.ts';
import { fieldNamed } from '../resource/field-named.ts';
import { type Resource, readOrder } from '../resource/resource.ts';

/** The policies of single fields, those that are none apart, by what they are called in the declaration. */
export function fieldPolicies({
  fields,
}: Pick<Resource, 'fields'>): readonly (readonly [part: string, policy: Policy])[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const { read, write } = field?.access ?? {};
    const said = [
      [`${name}.access.read`, read],
      [`${name}.access.write`, write],
    ] as const;
    return said.flatMap(([part, policy]) =>
      policy === undefined || wholePolicyProblems(policy, part).length > 0 ? [] : [[part, policy] as const],
    );
  });
}

/** What is wrong with who may read and write single fields, in halves of sentences. */
export function fieldAccessProblems(resource: Resource): readonly string[] {
  const { name, fields, text, order = [], uniqueTogether = [] } = resource;
  const judgedTogether = setsOf(resource);
  const isHidden = (field: string) => {
    const one = fieldNamed(fields, field);
    return one !== undefined && isClosed(one);
  };
  const ordered = order.map((one) => readOrder(String(one)).field).filter(isHidden);
  const together = new Set(uniqueTogether.flat().map(String));
  return [
    ...ordered.map(
      (field) =>
        `${name}.order names ${field}, which not everybody may read: rows would come in the order of it`,
    ),
    ...(text !== undefined && isHidden(text)
      ? [`${name}.text names ${text}, which not everybody may read: a row would be called by it`]
      : []),
    ...Object.entries(fields).flatMap(([field, one]) =>
      one?.access === undefined
        ? []
        : contradictions(`${name}.${field}`, one, one.unique === true || together.has(field)),
    ),
    ...judgedTogether.flatMap((set) => tellingProblems(resource, set)),
  ];
}

export interface JudgedSet {
  readonly part: string;
  readonly fields: readonly string[];
}

/** Fields that are judged together: whoever writes one of them is told something of the others. */
export function setsOf({ uniqueTogether = [], checks = {} }: Resource): readonly JudgedSet[] {
  return [
    ...uniqueTogether.map((names) => ({ part: 'uniqueTogether', fields: names.map(String) })),
    ...Object.entries(checks).map(([check, { holds }]) => ({
      part: `checks.${check}`,
      fields: fieldsInRule(holds),
    })),
  ];
}

/**
 * Those of a set that may be written by others than who may read all of it: a refusal would tell them of it. To write a field is not to read
 * it, so of each whoever may write it must be whoever may read the closed one.
 */
function tellingProblems({ name, fields }: Resource, { part, fields: names }: JudgedSet): readonly string[] {
  const of = names.flatMap((one): readonly (readonly [string, Field])[] => {
    const field = fieldNamed(fields, one);
    return field === undefined ? [] : [[one, field]];
  });
  if (of.length < 2) return [];
  return of
    .filter(([, field]) => isClosed(field))
    .flatMap(([closed, { access, writeOnly }]) => {
      const within = `${name}.${part} names ${closed}`;
      if (writeOnly) return [`${within}, which is never shown, beside others: a refusal would tell of it`];
      const isWritten = of.some(([, field]) => writersOf(field) !== null);
      const narrow = isWritten && access?.read !== undefined ? unlikeProblems(within, part, access.read) : [];
      if (narrow.length > 0) return narrow;
      const readers = JSON.stringify(access?.read);
      return of
        .filter(([, field]) => writersOf(field) !== null && writersOf(field) !== readers)
        .map(
          ([one]) =>
            `${within}, which not everybody may read, ${one === closed ? 'beside others: its' : `beside ${one}: the`} access.write${one === closed ? '' : ` of ${one}`} must be the access.read of ${closed}, or a refusal would tell of it`,
        );
    });
}

/**
 * What is said by the same words and is not the same: whoever looks is asked as one who looks, and what must be unique is compared with the
 * rows of others.
 */
function unlikeProblems(within: string, part: string, read: Policy): readonly string[] {
  if (wholePolicyProblems(read, 'read').length > 0) return [];
  if (asksOfAct(read))
    return [
      `${within}, whose access.read asks what is done: whoever writes may not read it, and a refusal would tell of it`,
    ];
  return part === 'uniqueTogether' && asksOfRow(read)
    ? [
        `${within}, whose access.read asks something of the row: a refusal would tell of rows in which whoever writes may not read it`,
      ]
    : [];
}

/** Null where nobody does; what is set is written by whoever writes the row. */
export function writersOf(field: Field): string | null {
  if ('set' in field && field.set !== undefined) return 'whoever writes the row';
  const { access = {} } = field;
  return isWritable(field) ? (JSON.stringify(access.write ?? access.read) ?? 'whoever writes the row') : null;
}

function contradictions(within: string, field: Field, isUnique: boolean): readonly string[] {
  const { access = {}, writeOnly } = field;
  if (access.read === undefined && access.write === undefined)
    return [`${within}.access must say who may read it, or who may write it`];
  if (access.write !== undefined && !isWritable(field))
    return [`${within}.access.write must be left out: nobody writes it`];
  if (access.read !== undefined && writeOnly)
    return [`${within}.access.read must be left out: it is never shown`];
  const worded = fieldPolicies({ fields: { [within]: field } }).filter(
    ([, policy]) => refusalsIn(policy).length > 0,
  );
  if (worded.length > 0)
    return worded.map(
      ([part]) => `${part} must say no refusal: a field that somebody may not write is told as such (400)`,
    );
  if (!isUnique || access.read === undefined) return [];
  if (!isSame(access.read, access.write))
    return [
      `${within} is unique and not read by everybody: its access must say the same write as read, for a refusal tells who writes it that somebody has it`,
    ];
  return unlikeProblems(`${within} is unique`, 'unique', access.read);
}

function isSame(one: Policy, other: Policy | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
