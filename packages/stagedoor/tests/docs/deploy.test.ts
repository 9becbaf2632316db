import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKey } from '../../src/config/generated-secrets.ts';
import { deployProblems } from '../../src/config/rules.ts';
import { settingsTable } from '../../src/config/settings-table.ts';
import { parseConfig } from '../../src/config.ts';
import { codeBlocks, namesIn, readDocument } from './markdown.ts';

const page = readDocument('docs/guides/deploy.md');
const keys = mkdtempSync(join(tmpdir(), 'stagedoor-'));
beforeAll(() => {
  for (const name of ['secret-key', 'cryptography-key']) writeFileSync(join(keys, name), generateKey());
});
afterAll(() => rmSync(keys, { recursive: true }));

/** The settings of the guide, with the keys where this machine has them. */
function settings(): Record<string, string> {
  const [block] = codeBlocks(page).filter(({ language }) => language === 'ini');
  const lines = (block?.code ?? '').replaceAll('/etc/stagedoor', keys).trim().split('\n');
  return Object.fromEntries(lines.map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]));
}

describe('the settings of the guide to deployment', () => {
  it('are accepted in production, and nothing is left to say of them', () => {
    expect(deployProblems(parseConfig(settings()))).toEqual([]);
  });

  it.each(['PUBLIC_URL', 'MAIL_URL', 'SECRET_KEY_FILE', 'CRYPTOGRAPHY_KEY_FILE'])('need %s', (name) => {
    const { [name]: _, ...others } = settings();
    expect(() => parseConfig(others)).toThrow(name.replace('_FILE', ''));
  });

  it('and all others that the page names are settings', () => {
    const known = Object.keys(settingsTable);
    const named = namesIn(page).filter((name) => /^[A-Z]+(?:_[A-Z]+)+$/.test(name));
    const others = ['UV_THREADPOOL_SIZE', 'NAME_FILE'];
    expect(named.filter((name) => !known.includes(name) && !others.includes(name))).toEqual([]);
  });
});
