import { Command } from 'commander';
import type { JobDecision } from '../core/outbox/decide-on-jobs.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { listJobsCommand } from './list-jobs.ts';
import { numberReader } from './list-options.ts';
import { refuseUnknownCommand } from './unknown-command.ts';

/** `jobs`: what waits in the outbox, and what was given up; `jobs retry` and `jobs discard` decide about the latter. */
export function jobsCommand(context: CommandContext): Command {
  return new Command('jobs')
    .description(context.t('cli.about.jobs'))
    .hook('preSubcommand', refuseUnknownCommand)
    .addCommand(listJobsCommand(context), { isDefault: true })
    .addCommand(decision(context, { name: 'retry', carryOut: (useCases) => useCases.job.retry }))
    .addCommand(decision(context, { name: 'discard', carryOut: (useCases) => useCases.job.discard }));
}

/** One number, or `--all`; never both, and never all of them by mistake. */
function decision(
  context: CommandContext,
  { name, carryOut }: { name: 'retry' | 'discard'; carryOut: (of: UseCases) => UseCases['job']['retry'] },
): Command {
  const { t, terminal } = context;
  return new Command(name)
    .description(t(`cli.about.jobs.${name}`))
    .argument('[id]', t('cli.about.jobs.id'), numberReader(t, 'cli.not_a_job'))
    .option('--all', t('cli.about.jobs.all'))
    .action(async (id: number | undefined, { all = false }: { readonly all?: boolean }) => {
      if ((id === undefined) !== all) throw new CommandProblem(t('cli.jobs_either'), exitCodes.wrongUsage);
      const decided = await context.withAccounts(({ useCases }) =>
        carryOut(useCases)({ which: id ?? 'all' }),
      );
      if (decided.outcome !== 'decided') throw new CommandProblem(whyNot(t, id ?? 0, decided));
      terminal.print(t(`cli.jobs.${name}`, { count: decided.jobs }));
    });
}

function whyNot(t: Translator, id: number, decided: Exclude<JobDecision, { outcome: 'decided' }>): string {
  if (decided.outcome === 'not-there') return t('cli.job_not_there', { id });
  if (decided.outcome === 'runs') return t('cli.job_runs', { id });
  if (decided.isDue) return t('cli.job_waits_for_worker', { id });
  return t('cli.job_waits', { id, moment: decided.until.toISOString() });
}
