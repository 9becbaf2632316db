import { describe, expect, it } from 'vitest';
import { HopelessJob } from '../../src/infrastructure/jobs/hopeless-job.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';

const LINK = 'https://accounts.example/accounts/reset/MQ/canary/';

function logged(error: unknown): string {
  const lines: string[] = [];
  createLogger('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed');
  return lines.join('');
}

const fault = (message: string, parts: object = {}) => Object.assign(new Error(message), parts);

describe('a fault in the log', () => {
  it.each([
    [
      'a mail server',
      fault(`550 no ${LINK}`, { code: 'EMESSAGE', responseCode: 550, response: `550 ${LINK}` }),
    ],
    ['a directory', fault(`cn=canary rejected`, { name: 'InvalidCredentialsError', code: 49 })],
    ['a cache', fault(`ERR args \`${LINK}\``, { name: 'ReplyError', command: { args: ['canary'] } })],
    ['a database in the data', fault('invalid input: "canary"', { code: '22P02', severity: 'ERROR' })],
    [
      'a database beside its message',
      fault('duplicate', { code: '23505', severity: 'ERROR', detail: 'canary' }),
    ],
    ['what could not be read', new SyntaxError(`Unexpected token in ${LINK}`)],
    ['what caused it', new Error('it failed', { cause: fault(LINK, { code: 'EMESSAGE' }) })],
    ['something that is no error', LINK],
  ])('says nothing of what came from %s', (_, error) => {
    expect(logged(error)).not.toContain('canary');
  });

  it.each([
    ['ours', new TypeError('settings is not a function')],
    ['Node’s', fault('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' })],
    ['SQLite’s', fault('no such table: auth_user', { name: 'SqliteError', code: 'SQLITE_ERROR' })],
    ['PostgreSQL’s', fault('relation "auth_user" does not exist', { code: '42P01', severity: 'ERROR' })],
  ])('keeps its message and where it happened where the words are %s', (_, error) => {
    const { err } = JSON.parse(logged(error));
    expect(err.message).toBe(error.message);
    expect(err.stack[0]).toMatch(/^at /);
  });

  it('keeps the codes where it hides the words', () => {
    const { err } = JSON.parse(logged(fault(LINK, { code: 'EMESSAGE', responseCode: 550 })));
    expect(err).toMatchObject({ type: 'Error', code: 'EMESSAGE', message: 'Error EMESSAGE 550' });
    expect(JSON.parse(logged(new HopelessJob('the recipient is no address'))).err.message).toContain(
      'recipient',
    );
  });
});
