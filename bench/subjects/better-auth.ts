import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { bearer } from 'better-auth/plugins';
import Database from 'better-sqlite3';
import { announce, password, userCount } from './answer.ts';

const database = new Database(join(mkdtempSync(join(tmpdir(), 'bench-better-auth-')), 'auth.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
const origin = 'http://127.0.0.1';
const options = {
  database,
  baseURL: origin,
  secret: 'only for this measurement, thrown away with its folder',
  emailAndPassword: { enabled: true },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  // Only where it is measured: it costs every request something.
  plugins: process.env.BENCH_BEARER ? [bearer()] : [],
  advanced: { disableCSRFCheck: true, disableOriginCheck: true },
} as const;
const auth = betterAuth(options);
await (await getMigrations(options)).runMigrations();

const signedUp = await auth.api.signUpEmail({
  body: { name: 'Ana', email: 'ana@example.com', password },
  asResponse: true,
});
const cookie = signedUp.headers
  .getSetCookie()
  .map((line) => line.split(';')[0])
  .join('; ');
const { token } = (await signedUp.json()) as { token: string };
multiply(userCount);

const handle = toNodeHandler(auth);
const server = createServer((request, response) => void handle(request, response));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const json = { 'content-type': 'application/json', origin };
  announce({
    port,
    work: {
      read: { method: 'GET', path: '/api/auth/get-session', headers: { cookie } },
      'read by API token': {
        method: 'GET',
        path: '/api/auth/get-session',
        headers: { authorization: `Bearer ${token}` },
      },
      'log-in': {
        method: 'POST',
        path: '/api/auth/sign-in/email',
        headers: json,
        body: JSON.stringify({ email: 'copy{user}@copy.example', password }),
      },
      'sign-up': {
        method: 'POST',
        path: '/api/auth/sign-up/email',
        headers: json,
        body: JSON.stringify({ name: 'Ana', email: 'person{n}@example.com', password }),
      },
    },
  });
});

/** Copies the one user, with the password, and the session until the tables hold `count` of each. */
function multiply(count: number): void {
  const copy = (table: string, changed: Record<string, string>) => {
    const columns = (database.pragma(`table_info(${table})`) as { name: string }[]).map(
      (column) => column.name,
    );
    const values = columns.map((column) => changed[column] ?? `"${column}"`);
    const statement = database.prepare(
      `insert into "${table}" (${columns.map((column) => `"${column}"`).join(', ')})
       select ${values.join(', ')} from "${table}" where rowid = 1`,
    );
    return (n: number) => statement.run({ n: `copy${n}` });
  };
  const copyUser = copy('user', { id: ':n', email: ":n || '@copy.example'" });
  const copyAccount = copy('account', { id: ':n', accountId: ':n', userId: ':n' });
  const copySession = copy('session', { id: ':n', token: ':n', userId: ':n' });
  database.transaction(() => {
    for (let n = 1; n < count; n += 1) {
      copyUser(n);
      copyAccount(n);
      copySession(n);
    }
  })();
}
