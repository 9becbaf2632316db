import { Command } from 'commander';
import { weakenings } from '../config/weakenings.ts';
import type { Stagedoor } from '../create-stagedoor.ts';
import { createServer } from '../server.ts';
import { startWorker } from '../worker.ts';
import { type ListenAddress, parseAddress } from './address.ts';
import { type CommandContext, requireMigrated } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { explainListening } from './explain-listening.ts';
import type { Site } from './site-file.ts';
import { untilToldToStop } from './until-told-to-stop.ts';
import { readVersion } from './version.ts';

interface RunServerFlags {
  readonly withoutWorker?: boolean;
}

/** `runserver [addrport]`: checks the settings, then serves the site and does its background work until a signal. */
export function runServerCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('runserver')
    .description(t('cli.about.runserver'))
    .argument('[addrport]', t('cli.about.runserver.addrport'))
    .option('--without-worker', t('cli.about.runserver.without_worker'))
    .action(async (addrport: string | undefined, flags: RunServerFlags) => {
      const address = addrport === undefined ? null : parseAddress(addrport);
      if (addrport !== undefined && address === null) {
        throw new CommandProblem(t('cli.wrong_address', { address: addrport }), exitCodes.wrongUsage);
      }
      await context.withStagedoor(async (stagedoor, site) => {
        await checkSystem(context, stagedoor);
        await serve(context, stagedoor, { site, flags });
      }, environmentOf(address));
    });
}

/** The address counts from the start, because links in letters are made from it. */
function environmentOf(address: ListenAddress | null): Record<string, string> {
  if (address === null) return {};
  return { PORT: String(address.port), ...(address.host === undefined ? {} : { HOST: address.host }) };
}

async function checkSystem({ t, terminal }: CommandContext, stagedoor: Stagedoor): Promise<void> {
  terminal.print(t('cli.performing_checks'));
  await requireMigrated(stagedoor, t);
  const found = weakenings(stagedoor.config);
  if (found.length > 0) terminal.print(t('cli.check_warnings'), ...found.map((line) => `- ${line}`));
  terminal.print(found.length === 0 ? t('cli.check_clean') : t('cli.check_found', { count: found.length }));
}

async function serve(
  context: CommandContext,
  stagedoor: Stagedoor,
  { site, flags }: { readonly site: Site; readonly flags: RunServerFlags },
): Promise<void> {
  const { t, terminal } = context;
  const { host, port, shutdownTimeoutSeconds } = stagedoor.config;
  const app = createServer(stagedoor, site.server);
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw explainListening(t, error, { host, port }) ?? error;
  }
  const worker = flags.withoutWorker ? null : startWorker(stagedoor);
  terminal.print(...greeting(context, stagedoor));
  await untilToldToStop();
  terminal.print(t('cli.stopping'));
  const tooLate = setTimeout(() => app.server.closeAllConnections(), shutdownTimeoutSeconds * 1_000);
  await app.close();
  clearTimeout(tooLate);
  await worker?.stop();
}

function greeting({ t }: CommandContext, { config, mailCatcher }: Stagedoor): string[] {
  const database = config.databaseUrl.reveal().startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL';
  const url = `${config.publicUrl.origin}/`;
  return [
    t('cli.serving', { version: readVersion(), mode: config.nodeEnv, database, url }),
    ...(mailCatcher === null ? [] : [t('cli.mail_caught', { url: `${url}dev/mail/` })]),
    t('cli.quit'),
  ];
}
