import { AccountsError, type FieldProblem } from '../core/kernel/errors.ts';
import { labelIn } from '../core/kernel/label.ts';
import { randomPublicId } from '../core/kernel/secret-value.ts';
import { violatedCheckOf } from './check/violated-check.ts';
import { isClosed } from './closed-field.ts';
import { type Field, labelOf } from './field.ts';
import { fieldNamed } from './field-named.ts';
import { readNewRow, readPatch, readReplacement, type Values } from './read/read-row.ts';
import { labelsOf, type Resource } from './resource.ts';
import type { OneConflict, ResourceStore, RowConflict, StoredRow } from './resource-store.ts';

/** Who makes a row, and when. */
export interface Made {
  readonly now: Date;
  /** The user who is logged in; null where nobody is, or where the application does it itself. */
  readonly callerId: number | null;
}

/** When a row is changed, and which of its fields stay as they are where nothing is said of them. */
export interface Change {
  readonly now: Date;
  readonly stays?: ReadonlySet<string>;
}

/** A row that is to be made. */
export interface NewRow {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** A row, and the version that whoever changes it has seen; null where they did not say. */
export interface SeenRow {
  readonly id: number;
  readonly version: number | null;
  /** What is in it, as far as that is known. */
  readonly [field: string]: unknown;
}

/** Rows are read, then judged by whoever guards them, and written only then. */
export interface Rows {
  /** The whole new row, with the key that it will have. @throws AccountsError `invalid-input` naming each field that is wrong */
  readNew(sent: Values, made: Made): NewRow;
  readPatch(sent: Values, change: Change): Values;
  /** All that is required of a row; what else was left out stays. */
  readReplacement(sent: Values, change: Change): Values;
  /** Of fields that are open to everybody, before a row is written. @throws AccountsError `invalid-input` where another row has what is unique */
  requireFree(values: Values, ownId?: number): Promise<void>;
  /** @throws AccountsError `invalid-input` where another row has a value that is unique, or a key is nobody's */
  add(row: NewRow): Promise<StoredRow>;
  /** At the version that was seen. @throws AccountsError as `add`, `not-found`, and `changed-meanwhile` at another version */
  write(row: SeenRow, values: Values): Promise<StoredRow>;
  /** Likewise. @throws AccountsError `not-found`, `changed-meanwhile`, and `still-referred-to` where others must not lose it */
  remove(row: SeenRow): Promise<void>;
}

export function createRows(resource: Resource, store: ResourceStore): Rows {
  const findViolated = violatedCheckOf(resource);
  const requireChecks = (row: Values, values: Values) => {
    const check = findViolated(row, values);
    if (check !== null) throw refusalOf(resource, { kind: 'violates', check });
  };
  return {
    readNew: (sent, made) => ({
      ...readNewRow(resource, sent),
      ...writtenFor(resource, made),
      id: randomPublicId(),
    }),
    readPatch: (sent, { now }) => ({ ...readPatch(resource, sent), ...savedAt(resource, now) }),
    readReplacement: (sent, { now, stays }) => ({
      ...readReplacement(saidOf(resource, sent, stays), sent),
      ...savedAt(resource, now),
    }),
    async requireFree(values, ownId) {
      const taken = await store.takenIn(values, ownId);
      if (taken.length > 0) throw refusalOf(resource, { kind: 'several', of: taken });
    },
    async add({ id, ...values }) {
      requireChecks({ ...values, id }, values);
      return written(resource, await store.create(id, values));
    },
    async write({ id, version, ...seen }, values) {
      requireChecks({ ...seen, ...values, id }, values);
      const row = await store.update(id, values, version);
      if (row === null) throw await missing(store, id);
      return written(resource, row);
    },
    async remove({ id, version }) {
      const removed = await store.remove(id, version);
      if (removed === 'protected') throw new AccountsError({ code: 'still-referred-to' });
      if (!removed) throw await missing(store, id);
    },
  };
}

function saidOf({ fields, ...resource }: Resource, sent: Values, stays: ReadonlySet<string> = new Set()) {
  const said = Object.entries(fields).filter(([name]) => !stays.has(name) || Object.hasOwn(sent, name));
  return { ...resource, fields: Object.fromEntries(said) };
}

async function missing(store: ResourceStore, id: number): Promise<AccountsError> {
  return new AccountsError({ code: (await store.find(id)) === null ? 'not-found' : 'changed-meanwhile' });
}

/** What nobody says: who made it, and when. */
function writtenFor({ fields }: Pick<Resource, 'fields'>, { now, callerId }: Made): Values {
  const values = Object.entries(fields).flatMap(([name, field]): readonly [string, unknown][] => {
    if (field.type === 'moment' && field.set !== undefined) return [[name, now]];
    return field.type === 'reference' && field.set === 'caller' ? [[name, callerId]] : [];
  });
  return Object.fromEntries(values);
}

function savedAt({ fields }: Pick<Resource, 'fields'>, now: Date): Values {
  const saved = Object.entries(fields).filter(
    ([, field]) => field.type === 'moment' && field.set === 'saved',
  );
  return Object.fromEntries(saved.map(([name]) => [name, now]));
}

function written(resource: Resource, result: StoredRow | RowConflict): StoredRow {
  if (!isConflict(result)) return result;
  throw refusalOf(resource, result);
}

function refusalOf(resource: Resource, conflict: RowConflict): AccountsError {
  const conflicts = conflict.kind === 'several' ? conflict.of : [conflict];
  const fields: Record<string, readonly FieldProblem[]> = {};
  for (const { field, problem } of conflicts.map((one) => conflictProblem(resource, one)))
    fields[field] = [...(fields[field] ?? []), problem];
  return new AccountsError({ code: 'invalid-input', fields });
}

function isConflict(result: StoredRow | RowConflict): result is RowConflict {
  return !('id' in result);
}

function isHidden(field: Field | undefined): boolean {
  return field !== undefined && isClosed(field);
}

function conflictProblem(
  resource: Resource,
  conflict: OneConflict,
): { readonly field: string; readonly problem: FieldProblem } {
  const { fields, checks = {} } = resource;
  if (conflict.kind === 'refers-to-none') {
    const params = { pk_value: String(conflict.key) };
    return { field: conflict.field, problem: { code: 'does_not_exist', params } };
  }
  if (conflict.kind === 'violates') {
    const text = Object.hasOwn(checks, conflict.check) ? checks[conflict.check]?.text : undefined;
    const problem: FieldProblem =
      text === undefined
        ? { code: 'constraint', params: { name: conflict.check || 'check' } }
        : // As of a rule of the site's own: what has no words is shown as it is.
          { code: text };
    return { field: 'non_field_errors', problem };
  }
  const [first = '', ...others] = conflict.fields;
  const field = fieldNamed(fields, first);
  if (field === undefined || others.length > 0) {
    const named = conflict.fields.filter((one) => !isHidden(fields[one]));
    const problem: FieldProblem =
      named.length === 0
        ? { code: 'constraint', params: { name: 'unique' } }
        : { code: 'unique_set', params: { field_names: named.join(', ') } };
    return { field: 'non_field_errors', problem };
  }
  const params = { model_name: labelIn(labelsOf(resource).one, 'en'), field_label: labelOf(first, field) };
  return { field: first, problem: { code: 'unique', params } };
}
