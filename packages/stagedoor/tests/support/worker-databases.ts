import pg from 'pg';

/** What the databases of contracts are called: one a worker at a time. */
export const workerDatabase = (mainProcess: number, worker: number): string =>
  `test_of_${mainProcess}_worker_${worker}`;

/** Vitest calls it in its main process before any test; what it answers is called after the last. */
export default function setUp(): () => Promise<void> {
  return async () => {
    const url = process.env.TEST_POSTGRES_URL;
    if (!url) return;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      const { rows } = await client.query<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1)',
        [`test_of_${process.pid}_`],
      );
      for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
    } finally {
      await client.end();
    }
  };
}
