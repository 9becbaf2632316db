import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { deployProblems } from '../../src/config/rules.ts';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-mail-'));
afterAll(() => rmSync(directory, { recursive: true }));

const problemsOf = (environment: Record<string, string>) =>
  configurationProblems(() => parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...environment })).join(
    '\n',
  );

const certificate = join(import.meta.dirname, '../support/certificates/authority.pem');

test('takes a mail server, its own authorities, and the console', () => {
  expect(problemsOf({ MAIL_URL: 'smtp://user:pass@mail.example:587', MAIL_CA_FILE: certificate })).toBe('');
  expect(problemsOf({ MAIL_URL: 'console:' })).toBe('');
});

test.each([
  [{ MAIL_URL: 'smtp://' }, 'MAIL_URL must name'],
  [{ MAIL_URL: 'smtps:///x' }, 'MAIL_URL must name'],
  [{ MAIL_FROM: 'somebody' }, 'MAIL_FROM must be one address'],
  [{ MAIL_FROM: 'a@example.com, b@example.com' }, 'MAIL_FROM must be one address'],
  [{ MAIL_CA_FILE: '/nowhere.pem' }, 'MAIL_CA_FILE must be a readable file'],
  [{ MAIL_CA_FILE: import.meta.filename }, 'MAIL_CA_FILE must be a readable file'],
])('refuses %j in words', (environment, words) => {
  expect(problemsOf(environment)).toContain(words);
});

test('refuses in production to print what it should send', () => {
  expect(problemsOf({ NODE_ENV: 'production', MAIL_URL: 'console:' })).toContain('MAIL_URL is console:');
});

test.each([
  ['https://example.org', 'Stagedoor <no-reply@example.org>'],
  ['https://testserver', 'Stagedoor <no-reply@localhost>'],
  ['http://my_host.example', 'Stagedoor <no-reply@localhost>'],
  ['http://127.0.0.1:8000', 'Stagedoor <no-reply@localhost>'],
  ['http://[::1]:8000', 'Stagedoor <no-reply@localhost>'],
])('makes a sender out of PUBLIC_URL=%s whatever it is', (PUBLIC_URL, sender) => {
  expect(problemsOf({ PUBLIC_URL })).toBe('');
  const config = parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, PUBLIC_URL });
  expect(config.mailFrom).toBe(sender);
  expect(deployProblems(config).some((line) => line.startsWith('MAIL_FROM is not set'))).toBe(
    sender.includes('localhost'),
  );
});

test.each(['Ana, Bo & Co', 'Ana <3', 'Say "hello"'])('makes a sender out of the name %s', (SITE_NAME) => {
  expect(problemsOf({ SITE_NAME })).toBe('');
});
