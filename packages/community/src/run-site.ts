import { createServer, listen, type Stagedoor, startWorker, untilStopSignal, weakenings } from 'stagedoor';
import type { FirstSuperuser } from './prepare-database.ts';
import { site } from './site.ts';

/** Serves the site and does its background work in one process, until a signal asks it to stop. */
export async function runSite(stagedoor: Stagedoor, firstSuperuser: FirstSuperuser | null): Promise<void> {
  const listening = await listen(createServer(stagedoor, site.server), stagedoor.config);
  const worker = startWorker(stagedoor);
  console.log(greeting(stagedoor, firstSuperuser).join('\n'));
  await untilStopSignal();
  console.log('Stopping: work in progress is finished first.');
  await listening.stop();
  await worker.stop();
}

function greeting({ config, mailCatcher }: Stagedoor, firstSuperuser: FirstSuperuser | null): string[] {
  const url = config.publicUrl.href;
  return [
    ...settingsInForce(weakenings(config)),
    '',
    `${config.siteName} is open: ${url}`,
    ...(mailCatcher === null ? [] : [`Its emails stay here: ${url}dev/mail/`]),
    ...(firstSuperuser === null ? [] : introduce(firstSuperuser)),
    'Stop it with Ctrl-C.',
  ];
}

function settingsInForce(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['Settings weaker than the default:', ...lines.map((line) => `- ${line}`)];
}

function introduce({ username, password }: FirstSuperuser): string[] {
  return ['', `The first administrator is ${username}, password ${password}`, 'It is shown this once.', ''];
}
