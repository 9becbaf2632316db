import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { expect } from 'vitest';
import type { Stores, Transact } from '../../src/core/dependencies.ts';
import type { ObjectTypes } from '../../src/core/object-permission/object-type.ts';
import type { ExtraFields } from '../../src/core/user/extra-field.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import type { OpenDatabase } from '../../src/infrastructure/database/database.ts';
import { migrate } from '../../src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores, createTransact } from '../../src/infrastructure/database/stores.ts';
import { createMemoryStores } from '../../src/infrastructure/memory/memory-stores.ts';
import type { MemoryAccess } from '../../src/infrastructure/memory/permission/give-access.ts';
import { createTestDatabase, type TestDatabase } from './services.ts';
import { giveAccessInSql } from './stores/give-access.ts';
import { workerDatabase } from './worker-databases.ts';

export type StoreKind = 'memory' | 'sqlite' | 'postgres';

export const storeKinds: readonly StoreKind[] = ['memory', 'sqlite', 'postgres'];

/** Empty stores of one kind, with a directory of their own for files that belong to them. */
export interface OpenStores extends Stores {
  readonly transact: Transact;
  readonly directory: string;
  /** Null for memory. */
  readonly database: OpenDatabase | null;
  /** Goes around the stores, as somebody with the database's own rights would. Not for memory. */
  attack(statement: string): Promise<void>;
  /** Puts the user into groups and gives direct permissions, which no store writes yet. */
  giveAccess(userId: number, access: MemoryAccess): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param options.freshSchema on PostgreSQL a database of its own: for tests that change more than rows. The others
 * share one in each test file, emptied in between, because making one takes most of a second.
 */
export async function openStores(
  kind: StoreKind,
  options: {
    readonly freshSchema?: boolean;
    readonly extraFields?: ExtraFields;
    readonly objectTypes?: ObjectTypes;
  } = {},
): Promise<OpenStores> {
  const { freshSchema = false, extraFields = {}, objectTypes = new Map() } = options;
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  if (kind === 'memory') {
    const attack = () => Promise.reject(new Error('There is no database to attack.'));
    const stores = createMemoryStores({ extraFields });
    return { ...stores, database: null, directory, attack, close: async () => removeDirectory() };
  }
  const server = kind === 'postgres' ? await emptyPostgres(freshSchema) : null;
  const database = await openDatabase(server?.url ?? `sqlite:${join(directory, 'stagedoor.db')}`);
  await migrate(database, { extraFields });
  const storeOptions = {
    sealer: createSealer([randomBytes(32).toString('base64url')]),
    extraFields,
    objectTypes,
  };
  return {
    ...createStores(database, storeOptions),
    transact: createTransact(database, storeOptions),
    database,
    directory,
    attack: async (statement) => void (await sql.raw(statement).execute(database.db)),
    giveAccess: (userId, access) => giveAccessInSql(database, userId, access),
    async close() {
      await database.close();
      await server?.leave();
      removeDirectory();
    },
  };
}

/** One for each test file, whose tables of its own would be in the way of the next; the last goes when the run ends. */
let shared: (TestDatabase & { readonly testPath: string | undefined }) | null = null;

async function emptyPostgres(freshSchema: boolean): Promise<{ url: string; leave(): Promise<void> }> {
  if (freshSchema) {
    const own = await createTestDatabase();
    return { url: own.url, leave: own.drop };
  }
  const { testPath } = expect.getState();
  if (shared !== null && shared.testPath === testPath) {
    await emptyTables(shared.url);
    return { url: shared.url, leave: async () => undefined };
  }
  await shared?.drop();
  const database = await createTestDatabase(workerDatabase(process.ppid, process.pid));
  shared = { testPath, ...database };
  return { url: database.url, leave: async () => undefined };
}

/** The audit log refuses even its emptying; replicas apply what was decided elsewhere without being asked. */
async function emptyTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ tables: string }>(
      `select string_agg(format('%I', tablename), ', ') as tables from pg_tables
       where schemaname = 'public' and tablename not in
         ('stagedoor_migration', 'stagedoor_extra_field', 'stagedoor_access_version')`,
    );
    await client.query(
      `set session_replication_role = replica; truncate ${rows[0]?.tables} restart identity cascade`,
    );
  } finally {
    await client.end();
  }
}
