import { Command } from 'commander';
import { nearMisses } from '../config/near-misses.ts';
import type { StoredAuditEvent } from '../core/audit/audit-event.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { idReader, limitOption, momentReader } from './list-options.ts';
import { oneUser, userReader } from './one-user.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';
import { didYouMean } from './usage-words.ts';

interface ListOptions {
  readonly user?: string;
  readonly action?: string;
  readonly failed?: boolean;
  readonly since?: Date;
  readonly limit: number;
  readonly before?: number;
  readonly json?: boolean;
}

/** `audit list`: what happened, newest first. */
export function listAuditCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.audit.list'))
    .option('--user <user>', t('cli.about.audit.user'), userReader(t))
    .option('--action <action>', t('cli.about.audit.action'))
    .option('--failed', t('cli.about.audit.failed'))
    .option('--since <moment>', t('cli.about.audit.since'), momentReader(t))
    .addOption(limitOption(t))
    .option('--before <id>', t('cli.about.audit.before'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action(({ user, action, failed, since, limit, before, json }: ListOptions) =>
      context.withAccounts(async ({ useCases, auditActions }) => {
        requireAction(t, action, auditActions);
        const { rows, next } = await useCases.audit.list({
          userId: user === undefined ? undefined : (await oneUser(context, useCases, user)).id,
          success: failed ? false : undefined,
          ...{ action, since, limit, beforeId: before },
        });
        printList(context, formOf(t), { rows, json });
        tellNextPage(context, { option: '--before', next });
      }),
    );
}

/** Tells of an action that is none which it may have been, and which there are: ours and those of the site's features. */
function requireAction(t: Translator, action: string | undefined, known: readonly string[]): void {
  if (action === undefined || known.includes(action)) return;
  const near = didYouMean(t, nearMisses(action, known));
  const reason = [t('cli.no_such_action'), ...near, t('cli.actions', { all: known.join(', ') })];
  const option = '--action <action>';
  throw new CommandProblem(
    t('cli.usage.invalid_option', { option, value: action, reason: reason.join('\n') }),
    exitCodes.wrongUsage,
  );
}

function formOf(t: Translator): ListForm<StoredAuditEvent> {
  return {
    none: 'cli.audit_none',
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.moment', show: ({ occurredAt }) => occurredAt.toISOString() },
      { heading: 'cli.heading.action', show: ({ action }) => action },
      {
        heading: 'cli.heading.result',
        show: ({ success }) => t(success ? 'cli.audit_ok' : 'cli.audit_failed'),
      },
      { heading: 'cli.heading.user', show: ({ userId }) => (userId === null ? '' : String(userId)) },
      { heading: 'cli.heading.address', show: ({ ipAddress }) => ipAddress },
      { heading: 'cli.heading.detail', show: detailOf },
    ],
    toJson: (event) => ({
      id: event.id,
      occurred_at: event.occurredAt.toISOString(),
      action: event.action,
      success: event.success,
      user_id: event.userId,
      ip_address: event.ipAddress,
      user_agent: event.userAgent,
      detail: event.detail,
    }),
  };
}

function detailOf({ detail }: StoredAuditEvent): string {
  return Object.entries(detail)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
