import { pathToFileURL } from 'node:url';
import { buildIfStale } from './workplace/build.ts';
import { inCheckout } from './workplace/checkout.ts';

// `npm start`: the community site, in this very process, so that signals reach it.
if (await buildIfStale())
  await import(pathToFileURL(inCheckout('packages', 'community', 'dist', 'main.js')).href);
else process.exitCode = 1;
