import { announce } from './answer.ts';
import { openSite, serve } from './stagedoor-site.ts';

// What `npm start` does on a database that is there already: open, look for migrations, listen.
const stagedoor = await openSite(process.env.BENCH_DATA_DIR);
announce({ port: await serve(stagedoor), work: {} });
