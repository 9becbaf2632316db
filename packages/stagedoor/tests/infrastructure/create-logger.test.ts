import { expect, test } from 'vitest';
import type { Credential } from '../../src/core/kernel/credential.ts';
import type { Visitor } from '../../src/core/kernel/visitor.ts';
import { createLogger } from '../../src/infrastructure/logging/create-logger.ts';

const visitor: Visitor = { ipAddress: '192.0.2.1', userAgent: 'test', language: 'en', deviceKey: null };
/** One of each kind: another kind does not compile until it stands here. */
const credentials: { readonly [Kind in Credential['kind']]: Extract<Credential, { kind: Kind }> } = {
  cookie: { kind: 'cookie', sessionKey: 'unsayable' },
  jwt: { kind: 'jwt', token: 'unsayable' },
  'api-token': { kind: 'api-token', key: 'unsayable' },
  'personal-token': { kind: 'personal-token', token: 'unsayable' },
  ticket: { kind: 'ticket', purpose: 'chat', ticket: 'unsayable' },
  password: { kind: 'password', identifier: 'ana', password: 'unsayable', visitor },
};

function logged(fields: object): string {
  const lines: string[] = [];
  createLogger('info', { write: (line: string) => void lines.push(line) }).info(fields, 'seen');
  return lines.join('');
}

test.each(Object.entries(credentials))('what is secret in a credential of kind %s is masked', (kind, one) => {
  for (const line of [logged(one), logged({ credential: one })]) {
    expect(line).toContain(kind);
    expect(line).not.toContain('unsayable');
  }
});

test('other names of secrets are masked too, and what is none is not', () => {
  const names = [
    'passwordConfirm',
    'oldPassword',
    'newPassword1',
    'deviceKey',
    'secret',
    'cookie',
    'flow',
    'login-flow',
  ];
  const line = logged({ headers: { authorization: 'unsayable' }, name: 'ana', ...allOf(names) });
  expect(line).toContain('ana');
  expect(line).not.toContain('unsayable');
});

test('the handle of a log-in on its way is masked, as it is told, kept and sent', () => {
  const handles = { flow: 'unsayable', 'login-flow': 'unsayable' };
  for (const line of [logged(handles), logged({ headers: handles }), logged({ refusal: handles })]) {
    expect(line).toContain('[secret]');
    expect(line).not.toContain('unsayable');
  }
});

function allOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, 'unsayable']));
}
