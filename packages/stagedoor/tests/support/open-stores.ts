import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
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
import { createTestDatabase } from './services.ts';
import { giveAccessInSql } from './stores/give-access.ts';
import { sharedPostgres } from './stores/shared-postgres.ts';

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
 * share one, emptied in between.
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
  const server = kind === 'postgres' ? await emptyPostgres(freshSchema, extraFields) : null;
  if (server === null) writeFileSync(join(directory, FILE), await migratedSqlite(extraFields));
  const database = await openDatabase(server?.url ?? `sqlite:${join(directory, FILE)}`);
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

async function emptyPostgres(
  freshSchema: boolean,
  extraFields: ExtraFields,
): Promise<{ url: string; leave(): Promise<void> }> {
  const { testPath } = expect.getState();
  const tables = migratedPostgres(extraFields);
  if (!freshSchema) return { url: await sharedPostgres(testPath, tables), leave: async () => undefined };
  const own = await createTestDatabase();
  await tables.migrate(own.url);
  return { url: own.url, leave: own.drop };
}

/** What the tables of a shared database are made of. */
export const migratedPostgres = (extraFields: ExtraFields) => ({
  of: JSON.stringify(extraFields),
  migrate: (url: string) => migrateOnce(url, extraFields),
});

async function migrateOnce(url: string, extraFields: ExtraFields): Promise<void> {
  const database = await openDatabase(url);
  await migrate(database, { extraFields });
  await database.close();
}

const FILE = 'stagedoor.db';

/** By the extra fields: what a new file is a copy of. */
const migrated = new Map<string, Buffer>();

async function migratedSqlite(extraFields: ExtraFields): Promise<Buffer> {
  const key = JSON.stringify(extraFields);
  const known = migrated.get(key);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  await migrateOnce(`sqlite:${join(directory, FILE)}`, extraFields);
  const file = readFileSync(join(directory, FILE));
  rmSync(directory, { recursive: true });
  migrated.set(key, file);
  return file;
}
