import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigurationError, parseConfig } from '../../src/config.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-mail-'));
afterAll(() => rmSync(directory, { recursive: true }));

function problemsOf(environment: Record<string, string>): string {
  try {
    parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...environment });
    return '';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join('\n');
    throw error;
  }
}

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
