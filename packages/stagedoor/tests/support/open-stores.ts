import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Stores, Transact } from '../../src/core/dependencies.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import { migrate } from '../../src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores, createTransact } from '../../src/infrastructure/database/stores.ts';
import { createMemoryStores } from '../../src/infrastructure/memory/memory-stores.ts';
import { createTestDatabase } from './services.ts';

export type StoreKind = 'memory' | 'sqlite' | 'postgres';

/** Empty stores of one kind, with a directory of their own for files that belong to them. */
export interface OpenStores extends Stores {
  readonly transact: Transact;
  readonly directory: string;
  /** Goes around the stores, as somebody with the database's own rights would. Not for memory. */
  attack(statement: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStores(kind: StoreKind): Promise<OpenStores> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  if (kind === 'memory') {
    const attack = () => Promise.reject(new Error('There is no database to attack.'));
    return { ...createMemoryStores(), directory, attack, close: async () => removeDirectory() };
  }
  const server = kind === 'postgres' ? await createTestDatabase() : null;
  const database = await openDatabase(server?.url ?? `sqlite:${join(directory, 'stagedoor.db')}`);
  await migrate(database);
  const options = { sealer: createSealer([randomBytes(32).toString('base64url')]) };
  return {
    ...createStores(database, options),
    transact: createTransact(database, options),
    directory,
    attack: async (statement) => void (await sql.raw(statement).execute(database.db)),
    async close() {
      await database.close();
      await server?.drop();
      removeDirectory();
    },
  };
}
