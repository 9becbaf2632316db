import { Command, InvalidArgumentError } from 'commander';
import type { WebhookSwitch } from '../core/webhook/enable-webhook.ts';
import type { WebhookEndpoint } from '../core/webhook/webhook-endpoint.ts';
import type { WebhookProblem } from '../core/webhook/webhook-input.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { deliveryErrorText } from '../texts/delivery-error-text.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem, exitCodes } from './command-problem.ts';
import { numberReader } from './list-options.ts';
import { type ListForm, printList } from './print-list.ts';
import { refuseUnknownCommand } from './unknown-command.ts';
import { unknownEndpoint } from './unknown-endpoint.ts';
import { logWebhooksCommand, resendWebhooksCommand } from './webhook-log.ts';

/** `webhook`: the endpoints that are told of events, and what was sent to them. */
export function webhookCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('webhook')
    .description(t('cli.about.webhook'))
    .hook('preSubcommand', refuseUnknownCommand)
    .addCommand(listCommand(context), { isDefault: true })
    .addCommand(addCommand(context))
    .addCommand(removeCommand(context))
    .addCommand(switchCommand(context, 'enable'))
    .addCommand(switchCommand(context, 'disable'))
    .addCommand(testCommand(context))
    .addCommand(rotateSecretCommand(context))
    .addCommand(logWebhooksCommand(context))
    .addCommand(resendWebhooksCommand(context));
}

function listCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.webhook.list'))
    .option('--json', t('cli.about.json'))
    .action(async ({ json }: { readonly json?: boolean }) => {
      const rows = await context.withAccounts(({ useCases }) => useCases.webhook.list());
      printList(context, formOf(t), { rows, json });
    });
}

function formOf(t: Translator): ListForm<WebhookEndpoint> {
  return {
    none: 'cli.webhook.none',
    columns: [
      { heading: 'cli.heading.id', show: ({ id }) => String(id) },
      { heading: 'cli.heading.url', show: ({ url }) => url ?? t('cli.webhook.unreadable') },
      {
        heading: 'cli.heading.events',
        show: ({ eventTypes }) => eventTypes.join(',') || t('cli.webhook.all_events'),
      },
      { heading: 'cli.heading.state', show: (endpoint) => stateOf(t, endpoint) },
      { heading: 'cli.heading.dropped', show: ({ dropped }) => String(dropped) },
      { heading: 'cli.heading.description', show: ({ description }) => description },
    ],
    toJson: (endpoint) => ({
      id: endpoint.id,
      url: endpoint.url,
      event_types: endpoint.eventTypes,
      description: endpoint.description,
      created_at: endpoint.createdAt.toISOString(),
      disabled_at: endpoint.disabled?.at.toISOString() ?? null,
      disabled_why: endpoint.disabled?.why ?? null,
      failing_since: endpoint.failingSince?.toISOString() ?? null,
      failures: endpoint.failures,
      dropped: endpoint.dropped,
      rests_until: endpoint.restsUntil?.toISOString() ?? null,
      former_secret_ends_at: endpoint.formerSecretEndsAt?.toISOString() ?? null,
    }),
  };
}

function stateOf(t: Translator, { disabled, failingSince, restsUntil }: WebhookEndpoint): string {
  if (disabled !== null) return t(`cli.webhook.is_disabled_${disabled.why}`);
  if (failingSince !== null && restsUntil !== null && restsUntil > new Date())
    return t('cli.webhook.is_resting', {
      moment: failingSince.toISOString(),
      until: restsUntil.toISOString(),
    });
  if (failingSince !== null) return t('cli.webhook.is_failing', { moment: failingSince.toISOString() });
  return t('cli.webhook.is_enabled');
}

interface AddOptions {
  readonly events?: readonly string[];
  readonly description?: string;
}

function addCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('add')
    .description(t('cli.about.webhook.add'))
    .argument('<url>', t('cli.about.webhook.url'))
    .option('--events <types>', t('cli.about.webhook.events'), typesReader(t))
    .option('--description <text>', t('cli.about.webhook.description'))
    .action(async (url: string, { events: eventTypes = [], description = '' }: AddOptions) => {
      const input = { url, eventTypes, description };
      const added = await context.withAccounts(({ useCases }) => useCases.webhook.add(input));
      if (added.outcome === 'too-many')
        throw new CommandProblem(t('cli.webhook.too_many', { most: added.most }));
      if (added.outcome === 'refused')
        throw new CommandProblem(describeProblem(t, added.problem), exitCodes.wrongUsage);
      terminal.print(t('cli.webhook.added', { id: added.endpoint.id }));
      terminal.print(t('cli.webhook.secret', { secret: added.secret }));
      const { sameUrlAs } = added;
      if (sameUrlAs.length > 0)
        terminal.printError(
          t('cli.webhook.same_url', { count: sameUrlAs.length, ids: sameUrlAs.join(', ') }),
        );
    });
}

/** Whoever says `--events` and no type does not mean all of them. */
function typesReader(t: Translator): (text: string) => readonly string[] {
  return (text) => {
    const types = text.split(',').flatMap((type) => type.trim() || []);
    if (types.length === 0) throw new InvalidArgumentError(t('cli.webhook.events_none'));
    return types;
  };
}

function describeProblem(t: Translator, problem: WebhookProblem): string {
  if (problem.why === 'no-address') return t('cli.webhook.url_no_address');
  if (problem.why === 'not-https') return t('cli.webhook.url_not_https');
  if (problem.why === 'private') return t('cli.webhook.url_private', { host: problem.host });
  if (problem.why === 'unknown') return t('cli.webhook.events_unknown', { type: problem.type });
  return t(
    problem.field === 'description' ? 'cli.webhook.description_too_long' : 'cli.webhook.events_too_long',
  );
}

/** A command about one endpoint, by its number. */
function ofOne(context: CommandContext, name: string, about: Parameters<Translator>[0]): Command {
  const { t } = context;
  return new Command(name)
    .description(t(about))
    .argument('<id>', t('cli.about.webhook.id'), numberReader(t, 'cli.webhook.not_an_id'));
}

function removeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return ofOne(context, 'remove', 'cli.about.webhook.remove').action((id: number) =>
    context.withAccounts(async ({ useCases }) => {
      if (!(await useCases.webhook.remove({ id }))) throw unknownEndpoint(context, id);
      terminal.print(t('cli.webhook.removed', { id }));
    }),
  );
}

function switchCommand(context: CommandContext, name: 'enable' | 'disable'): Command {
  const { t, terminal } = context;
  return ofOne(context, name, `cli.about.webhook.${name}`).action(async (id: number) => {
    const switching = ({ useCases }: Stagedoor): Promise<WebhookSwitch> => useCases.webhook[name]({ id });
    const outcome = await context.withAccounts(switching);
    if (outcome === 'not-there') throw unknownEndpoint(context, id);
    terminal.print(t(`cli.webhook.${outcome === 'done' ? '' : 'already_'}${name}d`, { id }));
  });
}

function testCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return ofOne(context, 'test', 'cli.about.webhook.test').action(async (id: number) => {
    const tried = await context.withAccounts(({ useCases }) => useCases.webhook.test({ id }));
    if (tried === null) throw unknownEndpoint(context, id);
    const { statusCode: status, durationMs: ms, error, released: count } = tried;
    if (error !== null)
      throw new CommandProblem(t('cli.webhook.not_received', { ms, error: deliveryErrorText(t, error) }));
    terminal.print(t('cli.webhook.received', { ms, status: String(status) }));
    if (count > 0) terminal.print(t('cli.webhook.released', { count }));
  });
}

function rotateSecretCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return ofOne(context, 'rotate-secret', 'cli.about.webhook.rotate_secret')
    .option('--now', t('cli.about.webhook.rotate_secret.now'))
    .action(async (id: number, { now: atOnce = false }: { readonly now?: boolean }) => {
      const rotated = await context.withAccounts(({ useCases }) =>
        useCases.webhook.rotateSecret({ id, atOnce }),
      );
      if (rotated.outcome === 'not-there') throw unknownEndpoint(context, id);
      if (rotated.outcome === 'unreadable')
        throw new CommandProblem(t('cli.webhook.secret_unreadable', { id }));
      terminal.print(t('cli.webhook.secret', { secret: rotated.secret }));
      const { formerEndsAt } = rotated;
      terminal.print(
        formerEndsAt === null
          ? t('cli.webhook.secret_replaced')
          : t('cli.webhook.secret_rotated', { moment: formerEndsAt.toISOString() }),
      );
    });
}
