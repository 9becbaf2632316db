import type { Policy } from '../core/policy/policy.ts';
import { policyProblems } from '../core/policy/policy-problems.ts';
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
  ];
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
