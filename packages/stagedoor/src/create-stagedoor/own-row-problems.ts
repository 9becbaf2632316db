import type { FieldKind, FieldKinds } from '../core/policy/field-kind-problems.ts';
import { leavesOf } from '../core/policy/leaves-of.ts';
import type { OwnRows, Policy, Scalar } from '../core/policy/policy.ts';
import { kindOf } from '../resource/look-ups.ts';
import type { TableStates } from '../resource/table-state.ts';

const kindsOfValues: Readonly<Record<string, FieldKind>> = {
  string: 'text',
  number: 'integer',
  boolean: 'boolean',
};

/** What a policy is read beside. */
interface Known {
  /** The tables that resources declare; what else there is, their steps know. */
  readonly tables: TableStates;
  /** Whether all tables whose name begins so are declared. */
  isDeclared(table: string): boolean;
  /** The fields of the rows that are judged. */
  readonly fields: FieldKinds;
}

/**
 * What is wrong with the tables and columns that a policy looks for somebody's own rows in, in halves of sentences: one database would refuse
 * each such statement, and the other take it for no.
 */
export function ownRowProblems(policy: Policy, known: Known): readonly string[] {
  const problems = leavesOf(policy).flatMap((leaf): readonly string[] => {
    if ('has' in leaf) return rowsProblems(leaf.has, known);
    if (!('field' in leaf) || !('in' in leaf) || !('table' in leaf.in)) return [];
    const { field, in: own } = leaf;
    const column = { table: own.table, name: own.value };
    const kind = Object.hasOwn(known.fields, field) ? known.fields[field] : undefined;
    return [...rowsProblems(own, known), ...columnProblems(column, kind ?? 'any', known)];
  });
  return [...new Set(problems)];
}

/** Each column in which a policy looks for somebody's own rows. */
export function ownColumnsIn(policy: Policy): readonly { readonly table: string; readonly column: string }[] {
  return leavesOf(policy).flatMap((leaf) => {
    if ('has' in leaf) return columnsOf(leaf.has);
    if (!('in' in leaf) || !('table' in leaf.in)) return [];
    return [...columnsOf(leaf.in), { table: leaf.in.table, column: leaf.in.value }];
  });
}

function columnsOf({ table, user, where = {} }: OwnRows) {
  return [user, ...Object.keys(where)].map((column) => ({ table, column }));
}

function rowsProblems({ table, user, where = {} }: OwnRows, known: Known): readonly string[] {
  if (!Object.hasOwn(known.tables, table))
    return known.isDeclared(table) ? [`${table} is no table of this site`] : [];
  return [
    ...columnProblems({ table, name: user }, 'integer', known),
    ...Object.entries(where).flatMap(([name, value]) => columnProblems({ table, name }, asked(value), known)),
  ];
}

function asked(value: Scalar | null): FieldKind | 'any' {
  return value === null ? 'any' : (kindsOfValues[typeof value] ?? 'other');
}

function columnProblems(
  { table, name }: { readonly table: string; readonly name: string },
  kind: FieldKind | 'any',
  { tables }: Known,
): readonly string[] {
  const state = Object.hasOwn(tables, table) ? tables[table] : undefined;
  if (state === undefined) return [];
  const own = Object.hasOwn(state.columns, name) ? state.columns[name] : undefined;
  const found = own === undefined ? keyKinds[name] : kindOf[own.type];
  if (found === undefined) return [`${table} has no column ${name}`];
  return kind === 'any' || kind === found
    ? []
    : [`${table}.${name} holds ${found}, and is compared with ${kind}`];
}

/** What every table has beside its fields. */
const keyKinds: Readonly<Record<string, FieldKind>> = { id: 'integer', row_version: 'integer' };
