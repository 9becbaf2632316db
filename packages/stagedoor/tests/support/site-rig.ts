import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Stores } from '../../src/core/dependencies.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores } from '../../src/infrastructure/database/stores.ts';
import { createTestDatabase } from './services.ts';
import { freePort, runCommand } from './site-process.ts';
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts';

/** What real server processes need around them: a migrated database, a mail server, a directory. */
export interface SiteRig {
  readonly environment: Readonly<Record<string, string>>;
  readonly sink: SmtpSink;
  /** The same database, looked at from outside. */
  readonly stores: Stores;
  /** Lets the leases of dead processes end at once instead of waiting for it. */
  endLeases(): Promise<void>;
  /** Resolves when no e-mail waits or is on its way. */
  mailsLeft(): Promise<number>;
  query(statement: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

const LIMITS = [
  'LOGIN_PER_ACCOUNT',
  'LOGIN_PER_DEVICE',
  'LOGIN_PER_SOURCE',
  'SIGNUP_PER_SOURCE',
  'MAIL_PER_ADDRESS',
  'RESET_PER_ADDRESS',
  'MAIL_PER_SOURCE',
  'PASSWORD_PER_USER',
  'LINK_PER_SOURCE',
];
const KEY = 'kX3vJ9sQ0bT7mW2yZ5cF8hL1nR4uE6aG_dPiOxKwVgY=';

/** A site on a database of its own, with limits that nothing meets. Nothing serves yet. */
export async function createSiteRig(kind: 'sqlite' | 'postgres'): Promise<SiteRig> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  const server = kind === 'postgres' ? await createTestDatabase() : null;
  const sink = await startSmtpSink();
  const databaseUrl = server?.url ?? `sqlite:${join(directory, 'stagedoor.db')}`;
  const environment = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'warn',
    PORT: String(await freePort()),
    DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    CRYPTOGRAPHY_KEY: KEY,
    MAIL_URL: sink.url,
    LOGIN_BY: 'email',
    ...Object.fromEntries(LIMITS.map((name) => [`LIMIT_${name}`, '1000000/1h'])),
  };
  const migrated = await runCommand(['migrate'], environment);
  if (migrated.code !== 0) throw new Error(migrated.output);
  const database = await openDatabase(databaseUrl);
  const query: SiteRig['query'] = async (statement) => {
    const { rows } = await sql.raw<Record<string, unknown>>(statement).execute(database.db);
    return rows;
  };
  return {
    environment,
    sink,
    stores: createStores(database, { sealer: createSealer([KEY]) }),
    query,
    async endLeases() {
      await query('update stagedoor_job set lease_until = null, lease = null where lease is not null');
    },
    async mailsLeft() {
      const rows = await query(
        "select id from stagedoor_job where name = 'send-mail' or name like 'mail-%' or name = 'release-email'",
      );
      return rows.length;
    },
    async close() {
      await sink.close();
      await database.close();
      await server?.drop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
