import { weakenings } from '../config/rules.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { listen } from '../server/listen.ts';
import type { ServerOptions } from '../server/server-options.ts';
import { untilStopSignal } from '../server/until-stop-signal.ts';
import { createServer } from '../server.ts';
import { startWorker } from '../worker.ts';
import type { FirstSuperuser } from './prepare-database.ts';

interface Run {
  readonly server: ServerOptions | undefined;
  readonly firstSuperuser: FirstSuperuser | null;
}

/** Serves the site and does its background work in one process, until a signal asks it to stop. */
export async function runSite(stagedoor: Stagedoor, { server, firstSuperuser }: Run): Promise<void> {
  const listening = await listen(createServer(stagedoor, server), stagedoor.config);
  const worker = startWorker(stagedoor);
  const stopSignal = untilStopSignal();
  console.log(greeting(stagedoor, firstSuperuser).join('\n'));
  await stopSignal;
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
