import { Command } from 'commander';
import { AccountsError } from '../core/errors.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { listJobsCommand } from './list-jobs.ts';
import { numberReader } from './list-options.ts';

/** `jobs`: what waits in the outbox, and what was given up; `jobs retry` and `jobs discard` decide about the latter. */
export function jobsCommand(context: CommandContext): Command {
  return new Command('jobs')
    .description(context.t('cli.about.jobs'))
    .addCommand(listJobsCommand(context), { isDefault: true })
    .addCommand(decision(context, { name: 'retry', carryOut: (useCases) => useCases.retryJobs }))
    .addCommand(decision(context, { name: 'discard', carryOut: (useCases) => useCases.discardJobs }));
}

/** One number, or `--all`; never both, and never all of them by mistake. */
function decision(
  context: CommandContext,
  { name, carryOut }: { name: 'retry' | 'discard'; carryOut: (of: UseCases) => UseCases['retryJobs'] },
): Command {
  const { t, terminal } = context;
  return new Command(name)
    .description(t(`cli.about.jobs.${name}`))
    .argument('[id]', t('cli.about.jobs.id'), numberReader(t, 'cli.not_a_job'))
    .option('--all', t('cli.about.jobs.all'))
    .action(async (id: number | undefined, { all = false }: { readonly all?: boolean }) => {
      if ((id === undefined) !== all) throw new CommandProblem(t('cli.jobs_either'), exitCodes.wrongUsage);
      const which = id ?? 'all';
      const count = await context.withAccounts(({ useCases }) =>
        decide(t, carryOut(useCases)({ which }), which),
      );
      terminal.print(t(`cli.jobs.${name}`, { count }));
    });
}

async function decide(t: Translator, work: Promise<number>, which: number | 'all'): Promise<number> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'not-found') throw error;
    throw new CommandProblem(t('cli.no_parked_job', { id: which }));
  }
}
