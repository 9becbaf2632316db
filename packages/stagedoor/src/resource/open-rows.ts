import { AccountsError } from '../core/kernel/errors.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import type { RowsOfOne } from './application-rows.ts';
import { isHiddenKey } from './closed-field.ts';
import { fieldNamed } from './field-named.ts';
import type { GuardedRows } from './guarded-rows.ts';
import type { OnBehalf } from './on-behalf.ts';
import type { Values } from './read/read-row.ts';
import { fieldIn, readWhere } from './read/read-where.ts';
import { type Resource, readOrder } from './resource.ts';
import type { RowQuery, StoredRow } from './resource-store.ts';
import type { AnyRows, AtVersion } from './typed-rows.ts';

/** Rows as one person may see and change them. */
export function rowsOfPerson(
  resource: Pick<Resource, 'name' | 'fields'>,
  rows: GuardedRows,
  by: () => OnBehalf,
): RowsOfOne {
  return {
    get: (id) => rows.get(by(), id),
    async list(query) {
      requireShown(resource, query.order ?? []);
      return await rows.list(by(), query);
    },
    count: (query) => rows.count(by(), query),
    create: (sent) => rows.create(by(), sent),
    update: (row, sent) => rows.update(by(), row, sent),
    remove: (row) => rows.remove(by(), row),
  };
}

/** @throws PlainError for an order by keys that are not shown, and would be told by it */
function requireShown({ name, fields }: Pick<Resource, 'name' | 'fields'>, order: readonly string[]): void {
  const hidden = order
    .map((one) => readOrder(one).field)
    .find((field) => isHiddenKey(fieldNamed(fields, field)));
  if (hidden === undefined) return;
  throw new PlainError(
    `A list of ${name} is put in no order by ${hidden}, which is answered as the row it refers to.`,
  );
}

interface AnyList {
  readonly where?: object;
  readonly order?: readonly string[];
  readonly limit: number;
  readonly offset?: number;
}

/** The same for code, which says fields, values and orders by their names. */
export function openRows(resource: Resource, rows: RowsOfOne): AnyRows {
  const get = async (id: number) => await rows.get(keyOf(id));
  const opened = {
    find: async (id: number) => await get(id).catch(nullIfNotFound),
    get,
    list: async (query: AnyList) => await rows.list(readList(resource, query)),
    count: async (query: Pick<AnyList, 'where'> = {}) => {
      requireKnown(`A count of ${resource.name}`, query, ['where']);
      return await rows.count({ filters: filtersIn(resource, query), cap: Number.MAX_SAFE_INTEGER });
    },
    create: async (values: Values) => await rows.create(known(resource, values)),
    update: async (id: number, values: Values, at: AtVersion = {}) =>
      await rows.update({ id: keyOf(id), version: versionOf(resource, at) }, known(resource, values)),
    remove: async (id: number, at: AtVersion = {}) =>
      await rows.remove({ id: keyOf(id), version: versionOf(resource, at) }),
  };
  // Fields are as the resource declares them, which `RowsFor` tells of the very one that it is given.
  return opened as unknown as AnyRows;
}

/** What is no key is nobody's. @throws AccountsError `not-found` */
function keyOf(id: number): number {
  if (Number.isSafeInteger(id)) return id;
  throw new AccountsError({ code: 'not-found' });
}

/** The version that was seen; null where nothing is said. @throws PlainError for what is none: the row would be written whatever it is by now */
function versionOf({ name }: Resource, at: AtVersion): number | null {
  requireKnown(`A change of ${name}`, at, ['version']);
  if (!Object.hasOwn(at, 'version')) return null;
  if (at.version !== undefined && Number.isSafeInteger(at.version)) return at.version;
  throw new PlainError(`The version of a change of ${name} must be a whole number.`);
}

function readList(resource: Resource, query: AnyList): RowQuery {
  requireKnown(`A list of ${resource.name}`, query, ['where', 'order', 'limit', 'offset']);
  const { order = resource.order ?? [], limit, offset = 0 } = query;
  for (const [name, value] of Object.entries({ limit, offset }))
    if (!Number.isSafeInteger(value) || value < 0)
      throw new PlainError(`The ${name} of a list of ${resource.name} must be a whole number from 0.`);
  for (const { field } of order.map(readOrder)) if (field !== 'id') fieldIn(resource, field);
  return { filters: filtersIn(resource, query), order, limit, offset };
}

/** That nothing is said is a wish for all rows, and said by leaving it out: `undefined` is what somebody did not get. */
function filtersIn(resource: Resource, query: Pick<AnyList, 'where'>): RowQuery['filters'] {
  return readWhere(resource, Object.hasOwn(query, 'where') ? query.where : {});
}

/** What is misspelt would narrow nothing. @throws PlainError naming it */
function requireKnown(what: string, said: object, names: readonly string[]): void {
  const unknown = Object.keys(said).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new PlainError(`${what} takes ${names.join(', ')}, and no ${unknown}.`);
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
