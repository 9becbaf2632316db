import { DatabaseProblem } from './database-problem.ts';

export type DatabaseAddress =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: URL };

/**
 * Reads `DATABASE_URL`: `sqlite:./data/stagedoor.db`, `sqlite::memory:` or `postgres://user:password@host:port/name`.
 * @throws DatabaseProblem for anything else
 */
export function parseDatabaseUrl(text: string): DatabaseAddress {
  const scheme = text.slice(0, text.indexOf(':'));
  if (scheme === 'sqlite') return { dialect: 'sqlite', path: sqlitePath(text) };
  if (scheme !== 'postgres' && scheme !== 'postgresql') throw unreadable();
  const url = URL.parse(text);
  // With a slash in the password the rest of it, and the real host, end up in the path.
  if (url === null || url.hostname === '' || url.pathname.includes('@') || !isDecodable(url)) {
    throw new DatabaseProblem(`${UNREADABLE} ${ENCODE}`);
  }
  return { dialect: 'postgres', url };
}

function sqlitePath(text: string): string {
  const path = text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === '') throw unreadable();
  return path;
}

const UNREADABLE =
  'DATABASE_URL is not the address of a database. Write sqlite:./data/stagedoor.db or postgres://user:password@host:5432/name.';
const ENCODE =
  'In a name or password, characters such as @ : / ? # and % are percent-encoded: %40 %3A %2F %3F %23 %25.';

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    // A % that begins no character.
    return false;
  }
}

function unreadable(): DatabaseProblem {
  return new DatabaseProblem(UNREADABLE);
}
