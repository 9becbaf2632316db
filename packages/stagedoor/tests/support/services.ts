import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A PostgreSQL database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, whoever is still connected. Call it in `afterAll`. */
  drop(): Promise<void>;
}

/** The PostgreSQL server of this run, as its superuser. @throws when the run brought none; tests never skip. */
export function postgresUrl(): string {
  return required('TEST_POSTGRES_URL');
}

/** The Redis of this run. @throws when the run brought none; tests never skip. */
export function redisUrl(): string {
  return required('TEST_REDIS_URL');
}

/** The browser of this run, for playwright's `executablePath`. @throws when the run brought none; tests never skip. */
export function chromiumPath(): string {
  return required('TEST_CHROMIUM');
}

/** The LDAP server of this run, a program to start. @throws when the run brought none; tests never skip. */
export function slapdPath(): string {
  return required('TEST_SLAPD');
}

/**
 * A fresh, empty database on the server of this run.
 * @example
 * const database = await createTestDatabase();
 * afterAll(() => database.drop());
 */
export async function createTestDatabase(
  name = `test_${randomBytes(8).toString('hex')}`,
  template = 'template1',
): Promise<TestDatabase> {
  await administer(`create database ${name} template ${template}`);
  const url = new URL(postgresUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function required(variable: string): string {
  const value = process.env[variable];
  if (value) return value;
  throw new Error(
    `${variable} is not set. Run the tests with: npm test -- <path>. Or keep the services up with: npm run services, and evaluate the lines that it prints in the shell that runs vitest.`,
  );
}
