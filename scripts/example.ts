import { pathToFileURL } from 'node:url';
import { buildIfStale } from './workplace/build.ts';
import { inCheckout } from './workplace/checkout.ts';

// `npm run example -- shop`: one of the sites in `examples`, in this very process, so that signals reach it. It keeps what it keeps in
// its own folder, where `npx stagedoor` finds it, unless DATA_DIR says where.

const EXAMPLES = ['shop', 'intake'];

async function runExample(name: string): Promise<void> {
  if (!EXAMPLES.includes(name)) {
    console.error(`Say which one: npm run example -- ${EXAMPLES.join(', or -- ')}`);
    process.exitCode = 1;
    return;
  }
  if (!(await buildIfStale())) {
    process.exitCode = 1;
    return;
  }
  process.env.DATA_DIR ||= inCheckout('examples', name, 'data');
  await import(pathToFileURL(inCheckout('examples', name, 'src', 'main.ts')).href);
}

await runExample(process.argv[2] ?? '');
