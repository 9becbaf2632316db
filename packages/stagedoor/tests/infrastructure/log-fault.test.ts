import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/config.ts';
import { AuditChainBroken } from '../../src/core/audit/audit-chain.ts';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import { PlainError } from '../../src/core/kernel/plain-error.ts';
import { RecordProblem } from '../../src/core/kernel/record-shape.ts';
import { StorageUnavailable } from '../../src/core/kernel/storage-unavailable.ts';
import { RequestProblem } from '../../src/http/request/problem.ts';
import { OutsideProblem } from '../../src/infrastructure/authentication/outside-problem.ts';
import { SealBroken } from '../../src/infrastructure/crypto/sealer.ts';
import { DatabaseProblem } from '../../src/infrastructure/database/database-problem.ts';
import { LeaseLost } from '../../src/infrastructure/jobs/finish-inside.ts';
import { TimeLimitExceeded } from '../../src/infrastructure/jobs/time-limit.ts';
import { UnrecoverableJob } from '../../src/infrastructure/jobs/unrecoverable-job.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';
import { MailRefused, MailServerFault } from '../../src/infrastructure/mail/mail-server-answer.ts';
import { ListenProblem } from '../../src/server/listen.ts';

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
    ['a library that gives no code', new Error(`could not send ${LINK}`)],
    ['a library that calls it a TypeError', new TypeError(`"${LINK}" is an invalid header value`)],
    ['a library that takes our name', fault(LINK, { name: 'AccountsError' })],
    ['the language about a value', new TypeError("Cannot create property 'id' on string 'canary'")],
    ['several failures at once', new AggregateError([new Error(LINK)], `all failed: ${LINK}`)],
    ['what caused it', new PlainError('it failed', { cause: fault(LINK, { code: 'EMESSAGE' }) })],
    ['a code that is a sentence', fault('', { code: `no ${LINK}` })],
    ['something that is no error', LINK],
  ])('says nothing of what came from %s', (_, error) => {
    expect(logged(error)).not.toContain('canary');
  });

  it.each([
    ['the language’s about a call', new TypeError('settings.links.reset is not a function')],
    [
      'the language’s about nothing',
      new TypeError("Cannot read properties of undefined (reading 'settings')"),
    ],
    ['the language’s about a name', new ReferenceError('settings is not defined')],
    ['the language’s about depth', new RangeError('Maximum call stack size exceeded')],
    ['Node’s', fault('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED', syscall: 'connect' })],
    ['SQLite’s', fault('no such table: auth_user', { name: 'SqliteError', code: 'SQLITE_ERROR' })],
    ['PostgreSQL’s', fault('relation "auth_user" does not exist', { code: '42P01', severity: 'ERROR' })],
  ])('keeps its message and where it happened where the words are %s', (_, error) => {
    const { err } = JSON.parse(logged(error));
    expect(err.message).toBe(error.message);
    expect(err.stack[0]).toMatch(/^at /);
  });

  it.each([
    new AccountsError({ code: 'signup-closed' }),
    new AuditChainBroken('the audit log was cut-off at or before seal 4711'),
    new ConfigurationError(['SECRET_KEY is missing.']),
    new DatabaseProblem('The database is not there.'),
    new UnrecoverableJob('the recipient is no address'),
    new LeaseLost(),
    new ListenProblem('That port is already in use.'),
    new MailRefused('the mail server answered RCPT TO with 550'),
    new MailServerFault('the mail server could not be asked'),
    new OutsideProblem('the directory refuses LDAP_BIND_DN'),
    new PlainError('this version has no handler for send-mail'),
    new RecordProblem('A guard', ['access is missing']),
    new RequestProblem({ code: 'server-error' }),
    new SealBroken(),
    new StorageUnavailable('SQLITE_FULL', { cause: new Error('full') }),
    new TimeLimitExceeded(20_000),
  ])('says the sentence of our own $name', (error) => {
    const { err } = JSON.parse(logged(error));
    expect(err).toMatchObject({ type: error.name, message: error.message });
    expect(err.message).toMatch(/[ -]/);
  });

  it('says every word to who develops', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) }, 'all');
    logger.error({ err: new Error('no till', { cause: fault(LINK, { code: 'EMESSAGE' }) }) }, 'failed');
    expect(JSON.parse(lines.join('')).err).toMatchObject({ message: 'no till', cause: { message: LINK } });
  });

  it('keeps the codes where it hides the words', () => {
    const { err } = JSON.parse(logged(fault(LINK, { code: 'EMESSAGE', responseCode: 550 })));
    expect(err).toMatchObject({ type: 'Error', code: 'EMESSAGE', message: 'Error EMESSAGE 550' });
    expect(JSON.parse(logged(new UnrecoverableJob('the recipient is no address'))).err.message).toContain(
      'recipient',
    );
  });
});
