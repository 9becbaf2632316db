import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCommonPasswordFile } from '../../../src/infrastructure/password/common-password-file.ts';

const LIST = new URL('../../../src/infrastructure/password/common-passwords.txt', import.meta.url);
const COMMONEST = new URL('commonest-long-passwords.txt', import.meta.url);

function linesOf(file: URL): string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

describe('the built-in list of common passwords', () => {
  const commonPasswords = openCommonPasswordFile();

  it('has the 3000 commonest passwords that fit the length rule', () => {
    expect(linesOf(COMMONEST)).toHaveLength(3_000);
    const missing = linesOf(COMMONEST).filter((password) => !commonPasswords.has(password.toLowerCase()));
    expect(missing).toEqual([]);
  });

  it.each(['password1234', 'qwertyuiop12', 'iloveyouiloveyou', 'football2024!', '123456789012'])(
    'has %j',
    (password) => {
      expect(commonPasswords.has(password)).toBe(true);
    },
  );

  it('is found line by line, from the first to the last, and nothing between them is', () => {
    const lines = linesOf(LIST);
    expect(lines.length).toBeGreaterThan(50_000);
    expect(lines.filter((line) => !commonPasswords.has(line))).toEqual([]);
    const others = ['', '\n', ' ', '!', '~~~~~~~~~~~~~', 'password1234\n', '\npassword1234', 'assword1234'];
    expect(others.filter((other) => commonPasswords.has(other))).toEqual([]);
  });

  it('is plain text in lower case and without spaces at the ends', () => {
    const text = readFileSync(LIST, 'utf8');
    expect(text).toMatch(/^[\x20-\x7e\n]+\n$/);
    expect(linesOf(LIST).filter((line) => line !== line.trim().toLowerCase())).toEqual([]);
  });
});

describe('a list in another file', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function fileOf(name: string, text: string): URL {
    writeFileSync(join(folder, name), text);
    return pathToFileURL(join(folder, name));
  }

  it.each([
    ['one line', ['only-one']],
    ['two lines', ['a', 'b']],
    ['three lines of different lengths', ['a', 'bbbbbbbbbbbbbbbb', 'c']],
  ])('is searched when it has %s', (name, lines) => {
    const { has } = openCommonPasswordFile(fileOf(name, `${lines.join('\n')}\n`));
    expect(lines.filter((line) => !has(line))).toEqual([]);
    expect(['', '0', 'aa', 'bb', 'z'].filter(has)).toEqual([]);
  });

  it('stops the start when it is missing or empty', () => {
    expect(() => openCommonPasswordFile(fileOf('empty', ''))).toThrow('is empty');
    expect(() => openCommonPasswordFile(pathToFileURL(join(folder, 'missing')))).toThrow('ENOENT');
  });

  it('is not read before the first password is judged', () => {
    const file = fileOf('late', 'written before\n');
    const commonPasswords = openCommonPasswordFile(file);
    writeFileSync(file, 'written afterwards\n');
    expect(commonPasswords.has('written afterwards')).toBe(true);
  });
});
