import { expect, test } from 'vitest';
import { parseSender } from '../../../src/core/outbox/parse-sender.ts';

test.each([
  ['a@example.com', '', 'a@example.com'],
  ['Stagedoor <a@example.com>', 'Stagedoor', 'a@example.com'],
  ['"Ana, Bo & Co" <a@example.com>', 'Ana, Bo & Co', 'a@example.com'],
  ['The "Old" Vic <a@example.com>', 'The "Old" Vic', 'a@example.com'],
  ['<a@example.com>', '', 'a@example.com'],
])('reads %j', (text, name, address) => {
  expect(parseSender(text)).toEqual({ name, address });
});

test.each([
  '',
  'a',
  'a@intranet',
  'a@example.com, b@example.com',
  '<a@example.com> <b@example.com>',
  'x\r\nBcc: b@example.com <a@example.com>',
  'Stagedoor <"a b"@example.com>',
])('refuses %j, which is not one address', (text) => {
  expect(parseSender(text)).toBeNull();
});
