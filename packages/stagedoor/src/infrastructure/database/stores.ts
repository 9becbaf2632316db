import type { Kysely } from 'kysely';
import type { Stores, Transact } from '../../core/dependencies.ts';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { Sealer } from '../crypto/sealer.ts';
import { createDeviceStore } from './activity/device-store.ts';
import { createVisitStore } from './activity/visit-store.ts';
import { createAuditStore } from './audit/audit-store.ts';
import type { Changes } from './change-feed.ts';
import type { Connection } from './connection.ts';
import { createApiTokenStore } from './credential/api-token-store.ts';
import { createPersonalAccessTokenStore } from './credential/personal-access-token-store.ts';
import { createRefreshTokenStore } from './credential/refresh-token-store.ts';
import { createTicketStore } from './credential/ticket-store.ts';
import type { OpenDatabase } from './database.ts';
import { createIdempotencyStore } from './idempotency/idempotency-store.ts';
import { createLimitStore } from './limit/limit-store.ts';
import { createRequestLogStore } from './limit/request-log-store.ts';
import { createOneTimeLinkStore } from './link/one-time-link-store.ts';
import { createFlowStore } from './login/flow-store.ts';
import { createGateStore } from './login/gate-store.ts';
import { createJobStore } from './outbox/job-store.ts';
import { tellOwnChanges } from './own-changes.ts';
import { createGroupStore } from './permission/group-store.ts';
import { createPostgresPrincipalReader } from './session/postgres-principal-reader.ts';
import { createPrincipalReader, type FindPrincipal } from './session/principal.ts';
import { createSessionStore } from './session/session-store.ts';
import { createSqlitePrincipalReader } from './session/sqlite-principal-reader.ts';
import type { StoreContext } from './store-context.ts';
import type { Tables } from './tables.ts';
import { createSigningKeyStore } from './token/signing-key-store.ts';
import { inTransaction } from './transaction.ts';
import { createEmailAddressStore } from './user/email-address-store.ts';
import { checkExtraFields } from './user/extra-field-columns.ts';
import { createIdentityStore } from './user/identity-store.ts';
import { createLookupKeyStore } from './user/lookup-key-store.ts';
import { createUserStore } from './user/user-store.ts';

export interface StoreOptions {
  /** Seals the payloads of jobs. */
  readonly sealer: Sealer;
  /** As configured and migrated. */
  readonly extraFields?: ExtraFields;
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

function contextOf(database: OpenDatabase, { sealer, extraFields = {} }: StoreOptions): StoreContext {
  checkExtraFields(extraFields);
  return { db: database.db, dialect: database.dialect, sealer, extraFields, compiled: new Map() };
}

function createFindPrincipal(database: OpenDatabase, context: StoreContext): FindPrincipal {
  const { extraFields } = context;
  if (database.dialect === 'postgres') return createPostgresPrincipalReader(database, extraFields);
  const { readOnly } = database;
  return readOnly
    ? createSqlitePrincipalReader(database, { readOnly, extraFields })
    : createPrincipalReader(context);
}

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
  const stores: Stores & { readonly [CONNECTION]: Connection } = {
    [CONNECTION]: connection,
    users: createUserStore(context),
    emailAddresses: createEmailAddressStore(context),
    identities: createIdentityStore(context),
    lookupKeys: createLookupKeyStore(context),
    oneTimeLinks: createOneTimeLinkStore(context),
    sessions: createSessionStore(context, findPrincipal),
    refreshTokens: createRefreshTokenStore(context, findPrincipal),
    apiTokens: createApiTokenStore(context),
    personalAccessTokens: createPersonalAccessTokenStore(context),
    tickets: createTicketStore(context),
    flows: createFlowStore(context),
    gate: createGateStore(context),
    limits: createLimitStore(context),
    requestLogs: createRequestLogStore(context),
    audit: createAuditStore(context),
    devices: createDeviceStore(context),
    visits: createVisitStore(context),
    groups: createGroupStore(context),
    jobs: createJobStore(context),
    idempotency: createIdempotencyStore(context),
    signingKeys: createSigningKeyStore(context),
  };
  return stores;
}
