import { join } from 'node:path';
import type { ReadSettings } from '../read-environment.ts';
import { Secret } from '../secret.ts';

type Read = Pick<
  ReadSettings,
  | 'dataDir'
  | 'databaseUrl'
  | 'postgresDb'
  | 'postgresUser'
  | 'postgresPassword'
  | 'postgresHost'
  | 'postgresPort'
>;

/** DATABASE_URL, or what POSTGRES_DB and its like say, or a file in DATA_DIR. Which of two databases is meant is nobody's to guess. */
export function databaseUrlOf(read: Read, problems: string[]): Secret {
  const { databaseUrl, postgresDb, dataDir } = read;
  if (databaseUrl !== null && postgresDb !== null)
    problems.push('DATABASE_URL and POSTGRES_DB are both set, and each names a database; set one of them.');
  if (databaseUrl !== null) return databaseUrl;
  return new Secret(
    postgresDb === null ? `sqlite:${join(dataDir, 'stagedoor.db')}` : postgresUrl(read, postgresDb),
  );
}

function postgresUrl(
  { postgresUser, postgresPassword, postgresHost, postgresPort }: Read,
  name: string,
): string {
  const [user, database, host] = [postgresUser, name, postgresHost].map(encodeURIComponent);
  const password = postgresPassword === null ? '' : `:${encodeURIComponent(postgresPassword.reveal())}`;
  // A folder, or an address of IPv6, stands in no authority as it is; pg takes both from the query.
  const isPlain = /^[a-z0-9.-]+$/i.test(postgresHost);
  return isPlain
    ? `postgres://${user}${password}@${postgresHost}:${postgresPort}/${database}`
    : `postgres://${user}${password}@localhost:${postgresPort}/${database}?host=${host}`;
}
