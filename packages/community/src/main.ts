import { createStagedoor, siteEnvironment } from 'stagedoor';
import { prepareDatabase } from './prepare-database.ts';
import { printProblem } from './print-problem.ts';
import { runSite } from './run-site.ts';
import { site } from './site.ts';

// `npm start`. The site's own folder is the working directory; its settings are the environment's.
async function start(): Promise<void> {
  const { defaults, server, ...options } = site;
  const stagedoor = await createStagedoor({ ...options, env: siteEnvironment(site, process.env) });
  try {
    const firstSuperuser = await prepareDatabase(stagedoor);
    await runSite(stagedoor, firstSuperuser);
  } finally {
    await stagedoor.close();
  }
}

try {
  await start();
} catch (error) {
  printProblem(error);
  process.exitCode = 1;
}
