import { Command } from 'commander';
import type { JobReport } from '../core/outbox/list-jobs.ts';
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

/** A job that failed: given up, or tried again at a moment. */
interface FailedJob {
  readonly id: number;
  readonly name: string;
  readonly attempts: number;
  readonly error: string;
  readonly retryAt: Date | null;
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
      const report = await context.withAccounts(({ useCases }) => useCases.listJobs({ limit }));
      const failed = failedJobs(report);
      printList(context, formOf(t), { rows: failed.slice(0, limit), json });
      if (!json) terminal.print(...counts(t, report));
      if (report.hasMore || failed.length > limit)
        terminal.printError(t('cli.next_page', { option: '--limit' }));
      if (check && report.parked > 0) throw new CommandProblem(t('cli.jobs_are_parked'));
    });
}

function failedJobs({ listed, retried }: JobReport): readonly FailedJob[] {
  return [...listed.map((job) => ({ ...job, retryAt: null })), ...retried];
}

function formOf(t: Translator): ListForm<FailedJob> {
  return {
    none: 'cli.jobs_none_failed',
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.job', show: ({ name }) => name },
      {
        heading: 'cli.heading.state',
        show: ({ retryAt }) => t(retryAt === null ? 'cli.jobs_is_parked' : 'cli.jobs_is_retried'),
      },
      { heading: 'cli.heading.tries', show: ({ attempts }) => String(attempts) },
      { heading: 'cli.heading.again_at', show: ({ retryAt }) => whenAgain(t, retryAt) },
      { heading: 'cli.heading.error', show: ({ error }) => error },
    ],
    toJson: ({ id, name, attempts, error, retryAt }) => ({
      id,
      name,
      state: retryAt === null ? 'parked' : 'retried',
      attempts,
      error,
      retry_at: retryAt?.toISOString() ?? null,
    }),
  };
}

/** What an operator gave back, or no worker has taken yet, is due already. */
function whenAgain(t: Translator, retryAt: Date | null): string {
  if (retryAt === null) return '';
  return retryAt.getTime() <= Date.now() ? t('cli.jobs_is_due') : retryAt.toISOString();
}

function counts(t: Translator, { waiting, running, parked, waitingByName }: JobReport): string[] {
  const names = waitingByName.map(({ name, jobs }) => `${name} ${jobs}`).join(', ');
  return [
    t('cli.jobs_parked', { count: parked }),
    t('cli.jobs_running', { count: running }),
    t('cli.jobs_waiting', { count: waiting }) + (names === '' ? '' : ` (${names})`),
  ];
}
