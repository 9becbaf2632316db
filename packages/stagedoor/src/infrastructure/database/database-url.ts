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
  if (url === null || url.hostname === '') throw unreadable();
  return { dialect: 'postgres', url };
}

function sqlitePath(text: string): string {
  const path = text.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
  if (path === '') throw unreadable();
  return path;
}

function unreadable(): DatabaseProblem {
  return new DatabaseProblem(
    'DATABASE_URL is not the address of a database. Write sqlite:./data/stagedoor.db or postgres://user:password@host:5432/name.',
  );
}
