import { Command } from 'commander';
import type { StoredAuditEvent } from '../core/audit/audit-event.ts';
import type { CommandContext } from './command-context.ts';
import { idReader, limitReader, momentReader, USUAL_LIMIT } from './list-options.ts';
import { oneUser } from './one-user.ts';
import { jsonLines, tableLines } from './table.ts';

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
  const { t, terminal } = context;
  return new Command('list')
    .description(t('cli.about.audit.list'))
    .option('--user <user>', t('cli.about.audit.user'))
    .option('--action <action>', t('cli.about.audit.action'))
    .option('--failed', t('cli.about.audit.failed'))
    .option('--since <moment>', t('cli.about.audit.since'), momentReader(t))
    .option('--limit <number>', t('cli.about.limit'), limitReader(t), USUAL_LIMIT)
    .option('--before <id>', t('cli.about.audit.before'), idReader(t))
    .option('--json', t('cli.about.json'))
    .action(({ user, action, failed, since, limit, before, json = false }: ListOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const events = await useCases.listAuditEvents({
          userId: user === undefined ? undefined : (await oneUser(context, useCases, user)).id,
          success: failed ? false : undefined,
          ...{ action, since, limit, beforeId: before },
        });
        const last = events.length === limit ? events.at(-1) : undefined;
        terminal.print(...(json ? jsonLines(events.map(toJson)) : tableLines(events.map(rowOf))));
        if (last) terminal.printError(t('cli.next_page', { option: `--before ${last.id}` }));
      }),
    );
}

function toJson(event: StoredAuditEvent) {
  return {
    id: event.id,
    occurred_at: event.occurredAt.toISOString(),
    action: event.action,
    success: event.success,
    user_id: event.userId,
    ip_address: event.ipAddress,
    user_agent: event.userAgent,
    detail: event.detail,
  };
}

function rowOf(event: StoredAuditEvent): string[] {
  const detail = Object.entries(event.detail).map(([name, value]) => `${name}=${value}`);
  return [
    String(event.id),
    event.occurredAt.toISOString(),
    event.action,
    event.success ? 'ok' : 'failed',
    event.userId === null ? '-' : String(event.userId),
    event.ipAddress || '-',
    detail.join(' '),
  ];
}
