import { Command } from 'commander';
import { untilStopSignal } from '../server/until-stop-signal.ts';
import { startWorker } from '../worker.ts';
import type { CommandContext } from './command-context.ts';

/** `worker`: background work only, beside any number of servers and other workers, until a signal. */
export function runWorkerCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('worker').description(t('cli.about.worker')).action(() =>
    context.withAccounts(async (stagedoor) => {
      const worker = startWorker(stagedoor);
      const stopSignal = untilStopSignal();
      terminal.print(t('cli.worker_runs'));
      await stopSignal;
      terminal.print(t('cli.stopping'));
      await worker.stop();
    }),
  );
}
