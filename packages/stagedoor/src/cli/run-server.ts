import { Command } from 'commander';
import { weakenings } from '../config/rules.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { Site } from '../server/site.ts';
import { untilStopSignal } from '../server/until-stop-signal.ts';
import { startWorker } from '../worker.ts';
import { type ListenAddress, parseAddress } from './address.ts';
import { type CommandContext, requireMigrated } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
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

/** The address counts from the start, because links in e-mails are made from it. */
function environmentOf(address: ListenAddress | null): Record<string, string> {
  if (address === null) return {};
  return { PORT: String(address.port), ...(address.host === undefined ? {} : { HOST: address.host }) };
}

async function checkSystem({ t, terminal }: CommandContext, stagedoor: Stagedoor): Promise<void> {
  terminal.print(t('cli.performing_checks'));
  await requireMigrated(stagedoor, t);
  const found = weakenings(stagedoor.config);
  if (found.length > 0) {
    terminal.print(t('cli.check_warnings'), ...found.map((line) => `- ${line}`));
    terminal.print(t('cli.check_weaker', { count: found.length }));
  }
  terminal.print(t('cli.check_clean'));
}

async function serve(
  context: CommandContext,
  stagedoor: Stagedoor,
  { site, flags }: { readonly site: Site; readonly flags: RunServerFlags },
): Promise<void> {
  const { t, terminal } = context;
  const { createServer } = await import('../server.ts');
  const { listen } = await import('../server/listen.ts');
  const listening = await listen(createServer(stagedoor, site.server), stagedoor.config);
  const worker = flags.withoutWorker ? null : startWorker(stagedoor);
  const stopSignal = untilStopSignal();
  terminal.print(...greeting(context, stagedoor));
  await stopSignal;
  terminal.print(t('cli.stopping'));
  await listening.stop();
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
