import { afterEach } from 'vitest';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { createTestDatabase } from '../support/services.ts';
import { createTestSite, type TestSite } from './command-line.ts';

/** Sites of one test file; each is gone after its test. */
export function useSites() {
  const leftovers: (() => void | Promise<void>)[] = [];
  afterEach(async () => {
    for (const remove of leftovers.splice(0)) await remove();
  });
  const open = (environment: Readonly<Record<string, string>>): TestSite => {
    const site = createTestSite(environment);
    leftovers.push(() => site.remove());
    return site;
  };
  return {
    /** A site on a SQLite file of its own, not migrated. */
    async onSqlite(environment: Readonly<Record<string, string>> = {}): Promise<TestSite> {
      return open(environment);
    },
    /** The same on a PostgreSQL database of its own. */
    async onPostgres(environment: Readonly<Record<string, string>> = {}): Promise<TestSite> {
      const database = await createTestDatabase();
      leftovers.push(() => database.drop());
      return open({ ...environment, DATABASE_URL: database.url });
    },
    /** Looks at a SQLite site from inside, with the library itself. */
    async lookInto(site: TestSite, environment: Readonly<Record<string, string>> = {}): Promise<Stagedoor> {
      const dataDirectory = `${site.folder}/data`;
      const env = { DATA_DIR: dataDirectory, LOG_LEVEL: 'silent', ...environment };
      const stagedoor = await createStagedoor({ env });
      leftovers.unshift(() => stagedoor.close());
      return stagedoor;
    },
  };
}

/** What a use case is told about whoever asks. */
export const visitor = {
  ipAddress: '192.0.2.1',
  userAgent: 'test',
  language: 'en',
  deviceKey: null,
} as const;

/** Whether a password opens an account. */
export async function canLogIn(
  { useCases }: Stagedoor,
  identifier: string,
  password: string,
): Promise<boolean> {
  try {
    await useCases.login.logIn({ identifier, password, rememberMe: null, sessionKey: null, visitor });
    return true;
  } catch {
    return false;
  }
}
