import { PlainError } from '../core/kernel/plain-error.ts';
import { createStagedoor } from '../create-stagedoor.ts';
import { type Site, siteEnvironment } from '../server/site.ts';
import { prepareDatabase } from './prepare-database.ts';
import { runSite } from './run-site.ts';

/**
 * A whole program: opens the site on the settings of the environment, brings the database up to date and makes the first administrator
 * where it is development, serves, and does the background work in the same process, until a signal asks it to stop. Never throws: why
 * it did not start is printed, and the exit code is 1.
 *
 * @example
 * import { startSite } from 'stagedoor';
 * import { site } from './site.ts';
 *
 * await startSite(site);
 */
export async function startSite(site: Site): Promise<void> {
  try {
    await openAndRun(site);
  } catch (error) {
    // In words what a person can mend, a fault with its trace.
    console.error(error instanceof PlainError ? error.message : error);
    process.exitCode = 1;
  }
}

async function openAndRun(site: Site): Promise<void> {
  const { defaults, server, ...options } = site;
  const stagedoor = await createStagedoor({ ...options, env: siteEnvironment(site, process.env) });
  try {
    const firstSuperuser = await prepareDatabase(stagedoor);
    await runSite(stagedoor, { server, firstSuperuser });
  } finally {
    await stagedoor.close();
  }
}
