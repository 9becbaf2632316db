import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { clientSources } from './client/client-sources.ts';
import { inCheckout } from './workplace/checkout.ts';
import { commandOf } from './workplace/run.ts';

// Writes what `stagedoor/client` knows of the API. Run after a change of the JSON API; with `--check`, as `npm run check`
// runs it, only says whether that is due.

const biome = commandOf('@biomejs/biome', 'biome');

function formatted(path: string, text: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [biome, 'format', `--stdin-file-path=${path}`],
    { input: text, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

const isCheck = process.argv.includes('--check');
for (const [name, text] of Object.entries(clientSources())) {
  const path = inCheckout('packages', 'stagedoor', 'src', 'client', name);
  const current = formatted(path, text);
  if (!isCheck) writeFileSync(path, current);
  else if (readFileSync(path, 'utf8') !== current) {
    console.error(`${path} does not say what the API is now. Run: node scripts/write-client.ts`);
    process.exitCode = 1;
  }
}
