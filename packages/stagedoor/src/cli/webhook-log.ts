import { Command } from 'commander';
import type { UseCases } from '../core/use-cases.ts';
import type { ListedDelivery } from '../core/webhook/list-deliveries.ts';
import type { ResendInput, Resent } from '../core/webhook/resend-deliveries.ts';
import { deliveryErrorText } from '../texts/delivery-error-text.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { limitOption, momentReader, numberReader } from './list-options.ts';
import { type ListForm, printList, tellNextPage } from './print-list.ts';
import { unknownEndpoint } from './unknown-endpoint.ts';

interface LogOptions {
  readonly endpoint?: number;
  readonly failed?: boolean;
  readonly before?: number;
  readonly limit: number;
  readonly json?: boolean;
}

/** `webhook log`: what was sent and is to be sent, and what came of it; never what was in it. */
export function logWebhooksCommand(context: CommandContext): Command {
  const { t } = context;
  const id = numberReader(t, 'cli.webhook.not_an_id');
  return new Command('log')
    .description(t('cli.about.webhook.log'))
    .option('--endpoint <id>', t('cli.about.webhook.log.endpoint'), id)
    .option('--failed', t('cli.about.webhook.log.failed'))
    .option('--before <id>', t('cli.about.webhook.log.before'), id)
    .addOption(limitOption(t))
    .option('--json', t('cli.about.json'))
    .action(async ({ endpoint: endpointId, failed, before: beforeId, limit, json }: LogOptions) => {
      const page = await context.withAccounts(async ({ useCases }) => {
        await requireEndpoint(context, useCases, endpointId);
        const state = failed ? 'failed' : undefined;
        return await useCases.webhook.log({ endpointId, state, beforeId, limit });
      });
      printList(context, formOf(t), { rows: page.rows, json });
      tellNextPage(context, { option: '--before', next: page.next });
    });
}

/** A log of nobody would read like one of somebody who was sent nothing. */
async function requireEndpoint(
  context: CommandContext,
  { webhook }: Pick<UseCases, 'webhook'>,
  id: number | undefined,
): Promise<void> {
  if (id === undefined || (await webhook.list()).some((endpoint) => endpoint.id === id)) return;
  throw unknownEndpoint(context, id);
}

function formOf(t: Translator): ListForm<ListedDelivery> {
  return {
    none: 'cli.webhook.none_sent',
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.endpoint', show: ({ endpointId }) => String(endpointId) },
      { heading: 'cli.heading.happened_at', show: ({ occurredAt }) => occurredAt?.toISOString() ?? '' },
      { heading: 'cli.heading.tried_at', show: ({ triedAt }) => triedAt?.toISOString() ?? '' },
      { heading: 'cli.heading.event', show: ({ eventType }) => eventType },
      { heading: 'cli.heading.event_id', show: ({ eventId }) => eventId },
      { heading: 'cli.heading.state', show: ({ state }) => t(`cli.webhook.state_${state}`) },
      { heading: 'cli.heading.status', show: ({ statusCode }) => String(statusCode ?? '') },
      { heading: 'cli.heading.milliseconds', show: ({ durationMs }) => String(durationMs ?? '') },
      { heading: 'cli.heading.tries', show: ({ attempts }) => String(attempts) },
      { heading: 'cli.heading.again_at', show: ({ nextTryAt }) => nextTryAt?.toISOString() ?? '' },
      {
        heading: 'cli.heading.error',
        show: ({ error }) => (error === null ? '' : deliveryErrorText(t, error)),
      },
    ],
    toJson: (delivery) => ({
      id: delivery.id,
      endpoint_id: delivery.endpointId,
      event_id: delivery.eventId,
      event_type: delivery.eventType,
      occurred_at: delivery.occurredAt?.toISOString() ?? null,
      created_at: delivery.createdAt.toISOString(),
      state: delivery.state,
      attempts: delivery.attempts,
      due_at: delivery.dueAt?.toISOString() ?? null,
      next_try_at: delivery.nextTryAt?.toISOString() ?? null,
      tried_at: delivery.triedAt?.toISOString() ?? null,
      status_code: delivery.statusCode,
      duration_ms: delivery.durationMs,
      error: delivery.error,
      ended_at: delivery.endedAt?.toISOString() ?? null,
    }),
  };
}

interface ResendOptions {
  readonly endpoint?: number;
  readonly failedSince?: Date;
}

/** `webhook resend`: one delivery, or all of an endpoint that failed since a moment; never all of them by mistake. */
export function resendWebhooksCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  const id = numberReader(t, 'cli.webhook.not_an_id');
  return new Command('resend')
    .description(t('cli.about.webhook.resend'))
    .argument('[id]', t('cli.about.webhook.resend.id'), id)
    .option('--endpoint <id>', t('cli.about.webhook.resend.endpoint'), id)
    .option('--failed-since <moment>', t('cli.about.webhook.resend.failed_since'), momentReader(t))
    .action(async (deliveryId: number | undefined, options: ResendOptions) => {
      const input = inputOf(deliveryId, options);
      if (input === null) throw new CommandProblem(t('cli.webhook.resend_either'), exitCodes.wrongUsage);
      const resent = await context.withAccounts(({ useCases }) => useCases.webhook.resend(input));
      terminal.print(describe(context, input, resent));
    });
}

function inputOf(
  deliveryId: number | undefined,
  { endpoint, failedSince }: ResendOptions,
): ResendInput | null {
  if (deliveryId !== undefined)
    return endpoint === undefined && failedSince === undefined ? { deliveryId } : null;
  return endpoint === undefined || failedSince === undefined ? null : { endpointId: endpoint, failedSince };
}

/**
 * What was done, or is done without it.
 *
 * @throws CommandProblem where nothing can be sent
 */
function describe(context: CommandContext, input: ResendInput, resent: Resent): string {
  const { t } = context;
  switch (resent.outcome) {
    case 'resent':
      return t('cli.webhook.resent', { count: resent.deliveries });
    case 'waits':
    case 'all-wait': {
      const { endpointId: endpoint, nextTryAt } = resent;
      const moment = nextTryAt.toISOString();
      if ('endpointId' in input) return t('cli.webhook.all_wait', { endpoint, moment });
      return t('cli.webhook.delivery_waits', { id: input.deliveryId, endpoint, moment });
    }
    case 'endpoint-disabled':
      throw new CommandProblem(
        resent.deliveries === 0
          ? t('cli.webhook.endpoint_disabled', { id: resent.endpointId })
          : t('cli.webhook.resend_stopped', { id: resent.endpointId, count: resent.deliveries }),
      );
    case 'not-there':
      throw 'endpointId' in input
        ? unknownEndpoint(context, input.endpointId)
        : new CommandProblem(t('cli.webhook.delivery_not_there', { id: input.deliveryId }));
  }
}
