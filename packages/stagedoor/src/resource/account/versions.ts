import { createHash } from 'node:crypto';
import type { ResourceStore, StoredRow } from '../resource-store.ts';

/** A log-in changes nothing that anybody edits, and moves both. */
const NOT_SAID = new Set(['last_login', 'version']);

/** Rows of accounts as they are read, each with a version made of what it says: what it says stands in more tables than one. */
export function versioned(store: ResourceStore): ResourceStore {
  return {
    ...store,
    async list(query) {
      const rows = await store.list(query);
      // What is read in part tells no version of the whole.
      return query.fields === undefined ? rows.map(withVersion) : rows;
    },
    async find(...asked) {
      const row = await store.find(...asked);
      return row && withVersion(row);
    },
  };
}

function withVersion(row: StoredRow): StoredRow {
  // Of the row alone: what a field of JSON holds may be called so, and is said.
  const said = JSON.stringify(Object.entries(row).filter(([name]) => !NOT_SAID.has(name)));
  return { ...row, version: createHash('sha256').update(said).digest().readUIntBE(0, 6) };
}
