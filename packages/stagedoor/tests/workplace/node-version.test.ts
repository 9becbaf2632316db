import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/* What is published, on a Node that says it is older: the real one would crash in the database driver. */

const home = inCheckout('packages', 'stagedoor');
const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly exports: Readonly<Record<string, { readonly default: string }>>;
};
const entries = Object.entries(manifest.exports).map(([name, { default: path }]) => ({
  name: name.replace('.', 'stagedoor'),
  url: pathToFileURL(join(home, path)).href,
}));
const isClient = ({ name }: { name: string }) => name.startsWith('stagedoor/client');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stagedoor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a module in an empty folder of its own. */
function run(code: string, version: string) {
  const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'${version}'})`;
  const words = ['--import', pretend, '--input-type=module', '--eval', code];
  const env = { PATH: process.env.PATH ?? '', LOG_LEVEL: 'error' };
  return spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', env });
}

describe('on a Node that is too old', () => {
  test.each(entries.filter((entry) => !isClient(entry)))(
    '$name says so as soon as it is imported',
    ({ url }) => {
      const { stderr, status } = run(`await import('${url}')`, '20.20.2');
      expect(stderr).toContain(
        'Error: Stagedoor needs Node 24 or newer, and this is Node 20.20.2. Install a newer',
      );
      expect(status).toBe(1);
    },
  );

  test('an application writes neither keys nor a database before it is told', () => {
    const [{ url = '' } = {}] = entries;
    const { status } = run(
      `import { createStagedoor } from '${url}'; await (await createStagedoor()).migrations.apply();`,
      '22.19.0',
    );
    expect({ status, written: readdirSync(folder) }).toEqual({ status: 1, written: [] });
  });

  test.each(entries.filter(isClient))('$name runs', ({ url }) => {
    const { stderr, status } = run(`await import('${url}')`, '18.20.0');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });
});

test.each(entries)('$name is imported by the oldest Node that the manifest names', ({ url }) => {
  expect(manifest.engines.node).toBe('>=24');
  expect(run(`await import('${url}')`, '24.0.0')).toMatchObject({ stderr: '', status: 0 });
});
