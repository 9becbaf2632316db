import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { vi } from 'vitest';
import { createTestDatabase, postgresUrl } from './services.ts';
import { openRealSite, type RealSite, type RealSiteOptions } from './site.ts';

/** A site whose database takes no further row while its disk is full. */
export interface SmallDisk {
  readonly site: RealSite;
  readonly databaseUrl: string;
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  close(): Promise<void>;
}

/** One that can be told how much room is left, so that not only the first thing a request writes may fail. */
export interface SmallFile extends SmallDisk {
  /** In pages of 512 bytes, of which a row takes less than one or a few. */
  leaveRoom(pages: number): Promise<void>;
}

export const openSmallDisk: Readonly<
  Record<'SQLite' | 'PostgreSQL', (options: RealSiteOptions) => Promise<SmallDisk>>
> = { SQLite: openSmallFile, PostgreSQL: openReadOnlyServer };

const PLENTY_OF_PAGES = 1_000_000;

/**
 * SQLite's own limit of pages. They are small ones, and packed before they run out, so that a row or two find room at
 * most.
 */
export async function openSmallFile(options: RealSiteOptions): Promise<SmallFile> {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-disk-'));
  const path = join(directory, 'small.db');
  makeFileOfSmallPages(path);
  const databaseUrl = `sqlite:${path}`;
  const opened = await openCatchingConnection({
    ...options,
    env: { ...options.env, DATABASE_URL: databaseUrl },
  });
  const { site, connection } = opened;
  const leaveRoom = async (pages: number): Promise<void> => {
    // What is done beside the requests may be at it.
    while (connection.inTransaction) await sleep(1);
    connection.exec('vacuum');
    connection.pragma('wal_checkpoint(truncate)');
    const used = Number(connection.pragma('page_count', { simple: true }));
    connection.pragma(`max_page_count = ${used + pages}`);
  };
  return {
    site,
    databaseUrl,
    leaveRoom,
    fill: () => leaveRoom(0),
    async makeRoom() {
      connection.pragma(`max_page_count = ${PLENTY_OF_PAGES}`);
    },
    async close() {
      await site.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function makeFileOfSmallPages(path: string): void {
  const file = new BetterSqlite3(path);
  file.pragma('page_size = 512');
  file.exec('create table sized (id integer); drop table sized');
  file.close();
}

/** The limit belongs to a connection and to no file: it must be set on the one by which the site writes. */
async function openCatchingConnection(
  options: RealSiteOptions,
): Promise<{ site: RealSite; connection: BetterSqlite3.Database }> {
  const pragma = vi.spyOn(BetterSqlite3.prototype, 'pragma');
  try {
    const site = await openRealSite(options);
    const [connection] = pragma.mock.contexts as readonly BetterSqlite3.Database[];
    if (connection === undefined) throw new Error('the site opened no connection that writes');
    return { site, connection };
  } finally {
    pragma.mockRestore();
  }
}

const CONNECTIONS = `from pg_stat_activity where datname = $1 and application_name <> 'row-counter'`;

/** A server that takes no writes, as one does that fails over, or whose operator noticed that its disk is full. */
async function openReadOnlyServer(options: RealSiteOptions): Promise<SmallDisk> {
  const { url, drop } = await createTestDatabase();
  const name = new URL(url).pathname.slice(1);
  const site = await openRealSite({ ...options, env: { ...options.env, DATABASE_URL: url } });
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: postgresUrl() });
    await client.connect();
    await client.query(statement);
    // The setting is that of connections to come.
    await client.query(`select pg_terminate_backend(pid) ${CONNECTIONS}`, [name]);
    while ((await client.query(`select 1 ${CONNECTIONS}`, [name])).rowCount !== 0) await sleep(5);
    await client.end();
    // For the site to hear that they are gone.
    await sleep(20);
  };
  return {
    site,
    databaseUrl: url,
    fill: () => administer(`alter database ${name} set default_transaction_read_only = on`),
    makeRoom: () => administer(`alter database ${name} reset default_transaction_read_only`),
    async close() {
      await site.close();
      await drop();
    },
  };
}
