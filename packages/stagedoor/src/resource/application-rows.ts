import { AccountsError } from '../core/kernel/errors.ts';
import type { Field, Fields } from './field.ts';
import type { Values } from './read/read-row.ts';
import type { Resource } from './resource.ts';
import type { ResourceStore, RowQuery, StoredRow } from './resource-store.ts';
import { createRows, type SeenRow } from './rows.ts';

/** Rows as one may see and change them, whoever that is. */
export interface RowsOfOne {
  get(id: number): Promise<StoredRow>;
  list(query: Omit<RowQuery, 'seenBy'>): Promise<readonly StoredRow[]>;
  count(query: Pick<RowQuery, 'filters' | 'anyOf'> & { readonly cap: number }): Promise<number>;
  create(sent: Values): Promise<StoredRow>;
  update(row: SeenRow, sent: Values): Promise<StoredRow>;
  remove(row: SeenRow): Promise<void>;
}

/** The rows of the application itself: what is wrong is refused, and nothing is asked of who does it. */
export function applicationRows(resource: Resource, store: ResourceStore, now: () => Date): RowsOfOne {
  const rows = createRows({ ...resource, fields: saidByApplication(resource.fields) }, store);
  return {
    async get(id) {
      const row = await store.find(id);
      if (row === null) throw new AccountsError({ code: 'not-found' });
      return row;
    },
    list: (query) => store.list(query),
    count: (query) => store.count(query),
    create: async (sent) => await rows.add(rows.readNew(sent, { now: now(), callerId: null })),
    update: async (row, sent) => await rows.write(row, rows.readPatch(sent, { now: now() })),
    remove: (row) => rows.remove(row),
  };
}

/** It says whose a row is, and what nobody else may; a moment is written by itself. */
function saidByApplication(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, opened(field)]));
}

function opened(field: Field): Field {
  if (field.type === 'moment' && field.set !== undefined) return field;
  const { readOnly: _readOnly, ...said } = field;
  if (said.type !== 'reference') return said;
  const { set: _set, ...reference } = said;
  return reference;
}
