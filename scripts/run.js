// What every npm script starts with: plain JavaScript that an old Node reads too, so that whoever has not installed yet,
// or has no Node 24, is told so in words. `node scripts/run.js test …` runs scripts/test.ts with the rest of the words.
import { existsSync } from 'node:fs';

const OLDEST_NODE = 24;
const [script] = process.argv.splice(2, 1);

function obstacle() {
  if (!existsSync(new URL('../node_modules', import.meta.url)))
    return 'Nothing is installed yet. Run: npm ci';
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return undefined;
  return `This needs Node ${OLDEST_NODE} or newer, and Node ${process.versions.node} is what runs. On Linux (x64) the checkout brings its own: start it with npm run, after npm ci. Elsewhere install one, for instance from https://nodejs.org/en/download`;
}

const reason = obstacle();
if (reason === undefined) {
  await import(new URL(`./${script}.ts`, import.meta.url).href);
} else {
  console.error(reason);
  process.exitCode = 1;
}
