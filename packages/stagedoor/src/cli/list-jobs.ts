import { Command } from 'commander';
import type { FailedJob, JobReport } from '../core/outbox/list-jobs.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { limitOption } from './list-options.ts';
import { type ListForm, printList } from './print-list.ts';

interface ListOptions {
  readonly check?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

/** `jobs list`, and `jobs` alone: what was given up and what is tried again, with why; for a person also what waits and runs. */
export function listJobsCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('list')
    .description(t('cli.about.jobs.list'))
    .option('--check', t('cli.about.jobs.check'))
    .addOption(limitOption(t))
    .option('--json', t('cli.about.json'))
    .action(async ({ check, limit, json }: ListOptions) => {
      const report = await context.withAccounts(({ useCases }) => useCases.job.list({ limit }));
      printList(context, formOf(t), { rows: report.failed, json });
      if (!json) terminal.print(...counts(t, report));
      if (report.hasMore) terminal.printError(t('cli.next_page', { option: '--limit' }));
      if (check && report.parked > 0) throw new CommandProblem(t('cli.jobs_are_parked'));
    });
}

function formOf(t: Translator): ListForm<FailedJob> {
  return {
    none: 'cli.jobs_none_failed',
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.job', show: ({ name }) => name },
      {
        heading: 'cli.heading.state',
        show: ({ state }) => t(`cli.jobs_is_${state}`),
      },
      { heading: 'cli.heading.tries', show: ({ attempts }) => String(attempts) },
      { heading: 'cli.heading.again_at', show: (job) => whenAgain(t, job) },
      { heading: 'cli.heading.error', show: ({ error }) => error },
    ],
    toJson: (job) => ({
      id: job.id,
      name: job.name,
      state: job.state,
      attempts: job.attempts,
      error: job.error,
      retry_at: job.state === 'parked' ? null : job.retryAt.toISOString(),
    }),
  };
}

/** What an operator gave back, or no worker has taken yet, is due already. */
function whenAgain(t: Translator, job: FailedJob): string {
  if (job.state === 'parked') return '';
  return job.isDue ? t('cli.jobs_is_due') : job.retryAt.toISOString();
}

function counts(t: Translator, { waiting, running, parked, waitingByName }: JobReport): string[] {
  const names = waitingByName.map(({ name, jobs }) => `${name} ${jobs}`).join(', ');
  return [
    t('cli.jobs_parked', { count: parked }),
    t('cli.jobs_running', { count: running }),
    t('cli.jobs_waiting', { count: waiting }) + (names === '' ? '' : ` (${names})`),
  ];
}
