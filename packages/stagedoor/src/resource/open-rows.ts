import { AccountsError } from '../core/kernel/errors.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import type { RowsOfOne } from './application-rows.ts';
import type { GuardedRows } from './guarded-rows.ts';
import type { OnBehalf } from './on-behalf.ts';
import type { Values } from './read/read-row.ts';
import { fieldIn, readWhere } from './read/read-where.ts';
import { type Resource, readOrder } from './resource.ts';
import type { RowQuery, StoredRow } from './resource-store.ts';
import type { AnyRows, AtVersion } from './typed-rows.ts';

/** Rows as one person may see and change them. */
export function rowsOfPerson(rows: GuardedRows, by: () => OnBehalf): RowsOfOne {
  return {
    get: (id) => rows.get(by(), id),
    list: (query) => rows.list(by(), query),
    count: (query) => rows.count(by(), query),
    create: (sent) => rows.create(by(), sent),
    update: (row, sent) => rows.update(by(), row, sent),
    remove: (row) => rows.remove(by(), row),
  };
}

interface AnyList {
  readonly where?: object;
  readonly order?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
}

/** The same for code, which says fields, values and orders by their names. */
export function openRows(resource: Resource, rows: RowsOfOne): AnyRows {
  const opened = {
    find: async (id: number) => await rows.get(id).catch(nullIfNotFound),
    get: (id: number) => rows.get(id),
    list: async (query: AnyList) => await rows.list(readList(resource, query)),
    count: async ({ where = {} }: Pick<AnyList, 'where'> = {}) =>
      await rows.count({ filters: readWhere(resource, where), cap: Number.MAX_SAFE_INTEGER }),
    create: async (values: Values) => await rows.create(known(resource, values)),
    update: async (id: number, values: Values, { version = null }: Seen = {}) =>
      await rows.update({ id, version }, known(resource, values)),
    remove: async (id: number, { version = null }: Seen = {}) => await rows.remove({ id, version }),
  };
  // Fields are as the resource declares them, which `RowsFor` tells of the very one that it is given.
  return opened as unknown as AnyRows;
}

type Seen = { readonly version?: AtVersion['version'] | null };

function readList(
  resource: Resource,
  { where = {}, order = resource.order, limit, offset = 0 }: AnyList,
): RowQuery {
  for (const [name, value] of Object.entries({ limit, offset }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new PlainError(`The ${name} of a list of ${resource.name} must be a whole number from 0.`);
  for (const { field } of (order ?? []).map(readOrder)) if (field !== 'id') fieldIn(resource, field);
  return { filters: readWhere(resource, where), order: order ?? [], limit, offset };
}

/** What is said of fields; a name that none has is a slip of whoever wrote it. @throws PlainError */
function known(resource: Resource, values: Values): Values {
  const said = Object.entries(values).filter(([, value]) => value !== undefined);
  for (const [name] of said) fieldIn(resource, name);
  return Object.fromEntries(said);
}

function nullIfNotFound(error: unknown): StoredRow | null {
  if (error instanceof AccountsError && error.refusal.code === 'not-found') return null;
  throw error;
}
