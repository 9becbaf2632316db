import type { Kysely } from 'kysely';
import type { Stores, Transact } from '../../core/dependencies.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { ObjectTypes } from '../../core/object-permission/object-type.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { Sealer } from '../crypto/sealer.ts';
import type { Changes } from './change-feed.ts';
import type { Connection } from './connection.ts';
import type { OpenDatabase } from './database.ts';
import { storeMakers } from './features.ts';
import { tellOwnChanges } from './own-changes.ts';
import { createPostgresPrincipalReader } from './session/postgres-principal-reader.ts';
import { createPrincipalReader } from './session/principal.ts';
import { createSqlitePrincipalReader } from './session/sqlite-principal-reader.ts';
import type { FindPrincipal, StoreContext } from './store-context.ts';
import type { Tables } from './tables.ts';
import { inTransaction } from './transaction.ts';
import { checkExtraFields } from './user/extra-field-columns.ts';

export interface StoreOptions {
  /** Seals the payloads of jobs. */
  readonly sealer: Sealer;
  /** As configured and migrated. */
  readonly extraFields?: ExtraFields;
  /** As the features of the site declare them. */
  readonly objectTypes?: ObjectTypes;
}

/**
 * The stores of an open, migrated database; each call commits on its own.
 *
 * @example
 * const stores = createStores(database, { sealer, extraFields });
 * const transact = createTransact(database, { sealer, extraFields });
 */
export function createStores(database: OpenDatabase, options: StoreOptions): Stores {
  const context = contextOf(database, options);
  const stores = createStoresOver(context, createFindPrincipal(database, context));
  if (database.dialect !== 'postgres') return stores;
  return tellOwnChanges(stores, (changes) => database.changes.tell(changes));
}

/** Runs a whole use case in one transaction; the stores it hands over see and write in it. */
export function createTransact(database: OpenDatabase, options: StoreOptions): Transact {
  const context = contextOf(database, options);
  const storesInside = (db: Kysely<Tables>): Stores => {
    const inside = { ...context, db };
    return createStoresOver(inside, createPrincipalReader(inside));
  };
  const run = <Result>(work: (stores: Stores) => Promise<Result>, wrap: (stores: Stores) => Stores) =>
    inTransaction(database.db, (db) => database.scope.run(() => work(wrap(storesInside(db)))));
  if (database.dialect !== 'postgres') return (work) => run(work, (stores) => stores);
  return async (work) => {
    // Told when all of it is committed. A run that was undone and repeated told of nothing that is untrue.
    const told: Changes[] = [];
    const result = await run(work, (stores) => tellOwnChanges(stores, (changes) => told.push(changes)));
    for (const changes of told) database.changes.tell(changes);
    return result;
  };
}

function contextOf(
  database: OpenDatabase,
  { sealer, extraFields = {}, objectTypes = new Map() }: StoreOptions,
): StoreContext {
  checkExtraFields(extraFields);
  const { db, dialect } = database;
  return { database, db, dialect, sealer, extraFields, objectTypes, compiled: new Map() };
}

function createFindPrincipal(database: OpenDatabase, context: StoreContext): FindPrincipal {
  const { extraFields } = context;
  if (database.dialect === 'postgres') return createPostgresPrincipalReader(database, extraFields);
  const { readOnly } = database;
  return readOnly
    ? createSqlitePrincipalReader(database, { readOnly, extraFields })
    : createPrincipalReader(context);
}

const makers = Object.entries(storeMakers);

// A key that survives what is wrapped around the stores on their way, and that no use case can name.
const CONNECTION = Symbol('connection');

/** What these stores write on: for stores of somebody else's that belong into the same transaction. */
export function connectionOf(stores: Stores): Connection {
  const connection = (stores as Stores & { readonly [CONNECTION]?: Connection })[CONNECTION];
  if (connection === undefined) throw new PlainError('These stores are not made over a database.');
  return connection;
}

function createStoresOver(context: StoreContext, findPrincipal: FindPrincipal): Stores {
  const { db, dialect } = context;
  // Whose tables it holds is for its user to say.
  const connection: Connection = { db: db as unknown as Connection['db'], dialect };
  const stores: Record<PropertyKey, unknown> = { [CONNECTION]: connection };
  for (const [name, make] of makers) stores[name] = make(context, findPrincipal);
  // A store under each name that core asks for: `storeMakers` has all of them.
  return stores as unknown as Stores;
}
