import { Command } from 'commander';
import { AccountsError } from '../core/errors.ts';
import type { JobReport } from '../core/outbox/list-jobs.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';

const MOST_LISTED = 100;

/** `jobs`: what waits in the outbox, and what was given up; `jobs retry` and `jobs discard` decide about the latter. */
export function jobsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('jobs')
    .description(t('cli.about.jobs'))
    .option('--check', t('cli.about.jobs.check'))
    .action(async ({ check = false }: { readonly check?: boolean }) => {
      const report = await context.withAccounts(({ useCases }) => useCases.listJobs({ limit: MOST_LISTED }));
      terminal.print(...describe(t, report));
      if (check && report.parked > 0) throw new CommandProblem(t('cli.jobs_are_parked'));
    })
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
    .argument('[id]', t('cli.about.jobs.id'))
    .option('--all', t('cli.about.jobs.all'))
    .action(async (id: string | undefined, { all = false }: { readonly all?: boolean }) => {
      if ((id === undefined) !== all) throw new CommandProblem(t('cli.jobs_either'), exitCodes.wrongUsage);
      const which = id === undefined ? 'all' : readId(t, id);
      const count = await context.withAccounts(({ useCases }) =>
        decide(t, carryOut(useCases)({ which }), id),
      );
      terminal.print(t(`cli.jobs.${name}`, { count }));
    });
}

function readId(t: Translator, text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new CommandProblem(t('cli.not_a_job', { id: text }), exitCodes.wrongUsage);
}

async function decide(t: Translator, work: Promise<number>, id: string | undefined): Promise<number> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AccountsError) || error.refusal.code !== 'not-found') throw error;
    throw new CommandProblem(t('cli.no_parked_job', { id: id ?? '' }));
  }
}

function describe(t: Translator, report: JobReport): string[] {
  const { waiting, running, parked, waitingByName, listed, retried } = report;
  const widest = Math.max(0, ...[...listed, ...retried].map(({ name }) => name.length));
  const line = ({ id, name, attempts, error }: JobReport['listed'][number]): string =>
    `${String(id).padStart(8)}  ${name.padEnd(widest)}  ${t('cli.jobs_tries', { count: attempts })}  ${error}`.trimEnd();
  const more = parked - listed.length;
  return [
    t('cli.jobs_parked', { count: parked }),
    ...listed.map(line),
    ...(more > 0 ? [t('cli.jobs_more', { count: more })] : []),
    t('cli.jobs_running', { count: running }),
    t('cli.jobs_waiting', { count: waiting }),
    ...waitingByName.map(({ name, jobs }) => `${String(jobs).padStart(8)}  ${name}`),
    ...(retried.length > 0 ? [t('cli.jobs_retried')] : []),
    ...retried.map((job) => `${line(job)}  ${job.retryAt.toISOString()}`),
  ];
}
