import { AccountsError, type FieldProblem } from '../core/kernel/errors.ts';
import { randomPublicId } from '../core/kernel/secret-value.ts';
import { labelOf } from './field.ts';
import { readNewRow, readPatch, readReplacement, type Values } from './read/read-row.ts';
import type { Resource } from './resource.ts';
import type { ResourceStore, RowConflict, StoredRow } from './resource-store.ts';

/** Who makes a row, and when. */
export interface Made {
  readonly now: Date;
  /** The user who is logged in; null where nobody is, or where the application does it itself. */
  readonly callerId: number | null;
}

/** Which version of a row is meant; null means whichever is there. */
interface AtVersion {
  readonly version: number | null;
}

/** The rows of a resource, as the application's own code reads and writes them: whatever it asks for, it may. */
export interface Rows {
  /** @throws AccountsError `not-found` */
  get(id: number): Promise<StoredRow>;
  find: (id: number) => Promise<StoredRow | null>;
  list: ResourceStore['list'];
  count: ResourceStore['count'];
  /** @throws AccountsError `invalid-input` naming each field that is wrong, or whose value another row has */
  create(sent: Values, made: Made): Promise<StoredRow>;
  /** Changes what was sent, and leaves the rest. @throws AccountsError also `not-found`, and `changed-meanwhile` at another version */
  update(id: number, sent: Values, at: AtVersion & Pick<Made, 'now'>): Promise<StoredRow>;
  /** @throws AccountsError `not-found`, `changed-meanwhile`, and `still-referred-to` where others must not lose it */
  remove(id: number, at: AtVersion): Promise<void>;
}

/** A row that is to be made. */
export interface NewRow {
  readonly id: number;
  readonly [field: string]: unknown;
}

/** The same in two steps, so that what was read is judged before it is written. */
export interface RowsInSteps extends Rows {
  /** The whole new row, with the key that it will have. */
  readNew(sent: Values, made: Made): NewRow;
  readPatch(sent: Values, now: Date): Values;
  /** All that clients say of a row; what was left out has its default. */
  readReplacement(sent: Values, now: Date): Values;
  add(row: NewRow): Promise<StoredRow>;
  /** At the version that the row has. */
  write(row: StoredRow, values: Values): Promise<StoredRow>;
}

export function createRows(resource: Resource, store: ResourceStore): RowsInSteps {
  const write = async (id: number, values: Values, version: number | null): Promise<StoredRow> => {
    const row = await store.update(id, values, version);
    if (row === null) throw await missing(store, id);
    return written(resource, row);
  };
  const rows: RowsInSteps = {
    find: (id) => store.find(id),
    list: store.list,
    count: store.count,
    readNew: (sent, made) => ({
      ...readNewRow(resource, sent),
      ...writtenFor(resource, made),
      id: randomPublicId(),
    }),
    readPatch: (sent, now) => ({ ...readPatch(resource, sent), ...savedAt(resource, now) }),
    readReplacement: (sent, now) => ({ ...readReplacement(resource, sent), ...savedAt(resource, now) }),
    add: async ({ id, ...values }) => written(resource, await store.create(id, values)),
    write: ({ id, version }, values) => write(id, values, version),
    async get(id) {
      const row = await store.find(id);
      if (row === null) throw new AccountsError({ code: 'not-found' });
      return row;
    },
    create: async (sent, made) => await rows.add(rows.readNew(sent, made)),
    update: async (id, sent, { version, now }) => await write(id, rows.readPatch(sent, now), version),
    async remove(id, { version }) {
      const removed = await store.remove(id, version);
      if (removed === 'protected') throw new AccountsError({ code: 'still-referred-to' });
      if (!removed) throw await missing(store, id);
    },
  };
  return rows;
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
  const { field, problem } = conflictProblem(resource, result);
  throw new AccountsError({ code: 'invalid-input', fields: { [field]: [problem] } });
}

function isConflict(result: StoredRow | RowConflict): result is RowConflict {
  return !('id' in result);
}

function conflictProblem(
  { name, fields }: Resource,
  conflict: RowConflict,
): { readonly field: string; readonly problem: FieldProblem } {
  if (conflict.kind === 'refers-to-none') {
    const params = { pk_value: String(conflict.key) };
    return { field: conflict.field, problem: { code: 'does_not_exist', params } };
  }
  const [first = '', ...others] = conflict.fields;
  const field = Object.hasOwn(fields, first) ? fields[first] : undefined;
  if (field === undefined || others.length > 0) {
    const params = { field_names: conflict.fields.join(', ') };
    return { field: 'non_field_errors', problem: { code: 'unique_set', params } };
  }
  const params = { model_name: name, field_label: labelOf(first, field) };
  return { field: first, problem: { code: 'unique', params } };
}
