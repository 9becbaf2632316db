import { Command } from 'commander';
import { isSecondStep } from '../core/passkey/passkey.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CommandContext } from './command-context.ts';
import { oneUser, userReader } from './one-user.ts';
import { type ListForm, printList } from './print-list.ts';

/** `second_factor`: what somebody shows beside the password, and the way to take it from who lost it. */
export function secondFactorCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('second_factor')
    .description(t('cli.about.second_factor'))
    .addCommand(listCommand(context))
    .addCommand(removeCommand(context));
}

function listCommand(context: CommandContext): Command {
  const { t } = context;
  return new Command('list')
    .description(t('cli.about.second_factor.list'))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .option('--json', t('cli.about.json'))
    .action((word: string, { json }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: userId } = await oneUser(context, useCases, word);
        const { totpDevices, passkeys, recoveryCodes } = await useCases.secondFactor.list({ userId });
        const rows: readonly Shown[] = [
          ...totpDevices.map(shownApp),
          ...passkeys.filter(isSecondStep).map(shownKey),
        ];
        printList(context, form, { rows, json });
        if (json !== true && rows.length > 0)
          context.terminal.print(t('cli.second_factor.codes', { ...recoveryCodes }));
      }),
    );
}

function removeCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('remove')
    .description(t('cli.about.second_factor.remove'))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .action((word: string) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: userId } = await oneUser(context, useCases, word);
        const count = await useCases.secondFactor.removeAllByOperator({ userId });
        terminal.print(count === 0 ? t('cli.second_factor.none') : t('cli.second_factor.removed', { count }));
      }),
    );
}

type SecondFactors = Awaited<ReturnType<Stagedoor['useCases']['secondFactor']['list']>>;

interface Shown {
  readonly id: number;
  readonly kind: 'totp' | 'passkey';
  readonly name: string;
  readonly since: Date | null;
  readonly lastUsedAt: Date | null;
}

function shownApp({ confirmedAt, ...device }: SecondFactors['totpDevices'][number]): Shown {
  return { ...device, kind: 'totp', since: confirmedAt };
}

function shownKey({ createdAt, ...passkey }: SecondFactors['passkeys'][number]): Shown {
  return { ...passkey, kind: 'passkey', since: createdAt };
}

const form: ListForm<Shown> = {
  none: 'cli.second_factor.none',
  columns: [
    { heading: 'cli.heading.id', show: ({ id }) => String(id) },
    { heading: 'cli.heading.kind', show: ({ kind }) => kind },
    { heading: 'cli.heading.app', show: ({ name }) => name },
    { heading: 'cli.heading.confirmed', show: ({ since }) => since?.toISOString() ?? '' },
    { heading: 'cli.heading.last_used', show: ({ lastUsedAt }) => lastUsedAt?.toISOString() ?? '' },
  ],
  toJson: ({ id, kind, name, since, lastUsedAt }) => ({
    id,
    kind,
    name,
    confirmed_at: since?.toISOString() ?? null,
    last_used_at: lastUsedAt?.toISOString() ?? null,
  }),
};
