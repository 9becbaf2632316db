import { buildIfStale, rememberingCompiler } from './workplace/build.ts';
import { inCheckout } from './workplace/checkout.ts';
import { commandOf, runNodeQuietly } from './workplace/run.ts';

// `npm run check`: everything that can be said about the code without running it. Each check reports, whatever the
// others found; the last line is the sum.

interface Check {
  readonly title: string;
  readonly command: readonly string[];
}

const CHECKS: readonly Check[] = [
  {
    title: 'format and lint',
    command: [commandOf('@biomejs/biome', 'biome'), 'check', '--error-on-warnings'],
  },
  { title: 'types', command: rememberingCompiler('checkout', '--noEmit', '-p', inCheckout()) },
  {
    title: 'arrows',
    command: [
      commandOf('dependency-cruiser', 'depcruise'),
      ...['--config', '.dependency-cruiser.js', '--output-type', 'err-long'],
      ...['packages/*/{src,tests}', 'examples/{shop,intake}/{src,tests}', 'scripts'],
    ],
  },
  { title: 'client', command: [inCheckout('scripts', 'write-client.ts'), '--check'] },
  { title: 'dead code', command: [commandOf('knip', 'knip'), '--no-progress'] },
  {
    title: 'published package',
    command: [commandOf('publint', 'publint'), '--strict', 'packages/stagedoor'],
  },
];

async function passes({ title, command }: Check): Promise<boolean> {
  const { exitCode, output } = await runNodeQuietly(command);
  if (exitCode === 0) console.log(`✓ ${title}`);
  else console.log(`✗ ${title}\n${output}`);
  return exitCode === 0;
}

// The build comes first: the community is type-checked, and its arrows are drawn, against what stagedoor publishes.
const isBuilt = await buildIfStale();
console.log(isBuilt ? '✓ build' : '✗ build');
const results = [isBuilt, ...(await Promise.all(CHECKS.map(passes)))];
const failed = results.filter((passed) => !passed).length;
console.log(`${results.length - failed} checks passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
