import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'stagedoor-scripts-'));
  mkdirSync(join(checkout, 'scripts'));
  writeFileSync(join(checkout, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(checkout, 'scripts', 'say.ts'), 'console.log(process.argv.slice(2).join());');
  copyFileSync(inCheckout('scripts', 'run.js'), join(checkout, 'scripts', 'run.js'));
});

afterEach(() => rmSync(checkout, { recursive: true }));

describe('an npm script', () => {
  test('says to install first where nothing is installed', () => {
    expect(run([])).toMatchObject({
      stderr: 'Nothing is installed yet. Run: npm ci\n',
      stdout: '',
      status: 1,
    });
  });

  test('says in words that the Node is too old', () => {
    mkdirSync(join(checkout, 'node_modules'));
    const older = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})`;
    const { stderr, stdout, status } = run(['--import', older]);
    expect(stderr).toContain('This needs Node 24 or newer, and Node 20.20.2 is what runs.');
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  test('gets the words that were given to it', () => {
    mkdirSync(join(checkout, 'node_modules'));
    expect(run([])).toMatchObject({ stdout: 'one,two\n', status: 0 });
  });
});

function run(nodeOptions: readonly string[]): { stdout: string; stderr: string; status: number | null } {
  const parameters = [...nodeOptions, join(checkout, 'scripts', 'run.js'), 'say', 'one', 'two'];
  return spawnSync(process.execPath, parameters, { encoding: 'utf8' });
}
