import Database from 'better-sqlite3';
import pg from 'pg';

interface Copied {
  readonly name: string;
  /** Columns that differ from copy to copy, as SQL over `n`. */
  readonly changed: Readonly<Record<string, string>>;
}

const text = (prefix: string) => `'${prefix}' || n`;
const address = "'copy' || n || '@copy.example'";

const tables: readonly Copied[] = [
  {
    name: 'auth_user',
    changed: { id: 'n', username: text('copy'), username_key: text('copy'), email: address },
  },
  {
    name: 'account_emailaddress',
    changed: { id: 'n', user_id: 'n', email: address, email_key: address },
  },
  {
    name: 'stagedoor_session',
    changed: { id: 'n', user_id: 'n', key_hash: text('copy'), device_id: 'null' },
  },
];

// A process of its own, given a database's URL and a count: a second copy of SQLite in the server's process would drop
// the server's file locks when it closes.
const [url = '', count = '1'] = process.argv.slice(2);
await multiply(url, Number(count));

/** Copies the one user, address and session until the tables hold `count` of each. */
async function multiply(url: string, count: number): Promise<void> {
  if (url.startsWith('sqlite:')) return multiplySqlite(url.slice('sqlite:'.length), count);
  const client = new pg.Client(url);
  await client.connect();
  const columnsOf = async (table: string) => {
    const found = await client.query(
      'select column_name as name from information_schema.columns where table_name = $1',
      [table],
    );
    return found.rows.map((row: { name: string }) => row.name);
  };
  const series = `(select n from generate_series(1, ${count - 1}) as numbers (n))`;
  for (const table of tables) await client.query(copyStatement(table, await columnsOf(table.name), series));
  await client.query('analyze');
  await client.end();
}

function multiplySqlite(path: string, count: number): void {
  const database = new Database(path);
  database.pragma('synchronous = FULL');
  const series = `(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${count - 1}) select n from numbers)`;
  for (const table of tables) {
    const columns = database.pragma(`table_info(${table.name})`) as { name: string }[];
    database.exec(
      copyStatement(
        table,
        columns.map(({ name }) => name),
        series,
      ),
    );
  }
  database.exec('analyze');
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}

function copyStatement({ name, changed }: Copied, columns: readonly string[], series: string): string {
  const values = columns.map((column) => changed[column] ?? `"${column}"`);
  return `insert into ${name} (${columns.map((column) => `"${column}"`).join(', ')})
    select ${values.join(', ')} from (select * from ${name} limit 1) as one, ${series} as series`;
}
