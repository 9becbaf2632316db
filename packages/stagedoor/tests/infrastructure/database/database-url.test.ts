import { describe, expect, it } from 'vitest';
import { parseDatabaseUrl } from '../../../src/infrastructure/database/database-url.ts';
import { describePostgresFailure } from '../../../src/infrastructure/database/postgres/postgres-failure.ts';

describe('the address of a PostgreSQL', () => {
  it.each([
    'postgres://ana:secret@db.example.org:5433/site',
    'postgres://ana@%2Fvar%2Frun%2Fpostgresql/site',
    'postgresql:///site?host=/var/run/postgresql',
    'postgresql:///site?user=ana&host=/var/run/postgresql&port=5433',
  ])('may be %s', (text) => {
    expect(parseDatabaseUrl(text).dialect).toBe('postgres');
  });

  it.each([
    'postgresql:///site',
    'postgres://ana:4321#ret@db/site',
    'postgres://ana:4321?ret@db/site',
    'postgres://ana:4321/ret@db/site',
    'postgres://ana:%zz@db/site',
    'postgres://db/%zz',
  ])('that is none, or holds what must be encoded, is refused without a piece of it: %s', (text) => {
    const parse = () => parseDatabaseUrl(text);
    expect(parse).toThrow(/DATABASE_URL is not the address of a database.*percent-encoded/);
    expect(parse).not.toThrow(/4321|ret/);
  });

  it('names the socket that nobody answers at', () => {
    const url = new URL('postgresql:///site?host=/var/run/postgresql');
    const error = Object.assign(new Error('connect ENOENT'), { code: 'ENOENT' });
    expect(describePostgresFailure(url, error).message).toMatch(
      /^No server answers as PostgreSQL at \/var\/run\/postgresql:5432\./,
    );
  });
});
