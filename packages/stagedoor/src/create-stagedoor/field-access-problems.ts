import type { Policy } from '../core/policy/policy.ts';
import { policyProblems } from '../core/policy/policy-problems.ts';
import { fieldsInRule } from '../resource/check/rule.ts';
import { type Field, isWritable } from '../resource/field.ts';
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
      policy === undefined || policyProblems(policy, part).length > 0 ? [] : [[part, policy] as const],
    );
  });
}

/** What is wrong with who may read and write single fields, in halves of sentences. */
export function fieldAccessProblems(resource: Resource): readonly string[] {
  const { name, fields, text, order = [], uniqueTogether = [] } = resource;
  const judgedTogether = setsOf(resource);
  const isClosed = (field: string) =>
    Object.hasOwn(fields, field) && fields[field]?.access?.read !== undefined;
  const ordered = order.map((one) => readOrder(String(one)).field).filter(isClosed);
  const together = new Set(uniqueTogether.flat().map(String));
  return [
    ...ordered.map(
      (field) =>
        `${name}.order names ${field}, which not everybody may read: rows would come in the order of it`,
    ),
    ...(text !== undefined && isClosed(text)
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

interface JudgedSet {
  readonly part: string;
  readonly fields: readonly string[];
}

/** Fields that are judged together: whoever writes one of them is told something of the others. */
function setsOf({ uniqueTogether = [], checks = {} }: Resource): readonly JudgedSet[] {
  return [
    ...uniqueTogether.map((names) => ({ part: 'uniqueTogether', fields: names.map(String) })),
    ...Object.entries(checks).map(([check, { holds }]) => ({
      part: `checks.${check}`,
      fields: fieldsInRule(holds),
    })),
  ];
}

/** Those of a set that may be written by others than one that not everybody may read: a refusal would tell them of it. */
function tellingProblems({ name, fields }: Resource, { part, fields: names }: JudgedSet): readonly string[] {
  const of = names.flatMap((one): readonly (readonly [string, Field])[] => {
    const field = Object.hasOwn(fields, one) ? fields[one] : undefined;
    return field === undefined ? [] : [[one, field]];
  });
  const closed = of.find(([, { access, writeOnly }]) => access?.read !== undefined || writeOnly);
  if (closed === undefined) return [];
  const writers = writersOf(closed[1]);
  const isTold = ([, field]: readonly [string, Field]) =>
    (isWritable(field) || 'set' in field) && writersOf(field) !== writers;
  return of
    .filter((one) => one !== closed && isTold(one))
    .map(
      ([one]) =>
        `${name}.${part} names ${closed[0]}, which not everybody may read, beside ${one}: its access must say the same write, or a refusal would tell of it`,
    );
}

function writersOf({ access = {} }: Field): string {
  return JSON.stringify(access.write ?? access.read ?? null);
}

function contradictions(within: string, field: Field, isUnique: boolean): readonly string[] {
  const { access = {}, writeOnly } = field;
  if (access.read === undefined && access.write === undefined)
    return [`${within}.access must say who may read it, or who may write it`];
  if (access.write !== undefined && !isWritable(field))
    return [`${within}.access.write must be left out: nobody writes it`];
  if (access.read !== undefined && writeOnly)
    return [`${within}.access.read must be left out: it is never shown`];
  return isUnique && access.read !== undefined && access.write === undefined
    ? [
        `${within} is unique and not read by everybody: its access must say who may write it, for a refusal tells them that somebody has it`,
      ]
    : [];
}
