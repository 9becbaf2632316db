import { Command } from 'commander';
import type { Fate, RowsOfUsers } from '../core/kernel/feature-records.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { User } from '../core/user/user.ts';
import { userName } from '../core/user/user-name.ts';
import { rowsInWords } from '../texts/rows-in-words.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { refusalsInWords } from './one-group.ts';
import { oneUser, userReader } from './one-user.ts';
import { namedPlace } from './place-of-user.ts';

interface DeleteOptions {
  readonly keepRows?: boolean;
  readonly noinput?: boolean;
}

/** `users delete`: says what goes with an account and what passes on before it asks, and afterwards what did. */
export function deleteUserCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('delete')
    .description(t('cli.about.users.delete'))
    .argument('<user>', t('cli.about.users.user'), userReader(t))
    .option('--keep-rows', t('cli.about.users.keep_rows'))
    .option('--noinput', t('cli.about.users.noinput'))
    .action((word: string, { keepRows, noinput }: DeleteOptions) =>
      context.withAccounts(async ({ useCases }) => {
        const user = await oneUser(context, useCases, word);
        const rows = keepRows ? 'keep' : 'remove';
        if (!noinput) await ask(context, useCases, { user, rows });
        const removed = await refusalsInWords(
          t,
          useCases.user.remove({ by: 'operator', userId: user.id, rows }),
        );
        terminal.print(
          t('cli.users.deleted', namesOf(user)),
          ...fateWords(t, removed.organizations, 'done'),
          ...(removed.rowsKept === 0 ? [] : [t('cli.users.rows_kept', { count: removed.rowsKept })]),
        );
      }),
    );
}

/** @throws CommandProblem unless the answer is yes */
async function ask(
  { t, terminal }: CommandContext,
  useCases: UseCases,
  { user, rows }: { readonly user: User; readonly rows: 'keep' | 'remove' },
): Promise<void> {
  const fates = await useCases.organization.fateOfOwned({ userId: user.id });
  const ofUsers = await useCases.user.rowsOfUsers({});
  terminal.print(
    ...fateWords(t, fates, 'before'),
    ...rowWords(t, rows === 'keep' ? { go: [], stay: [...ofUsers.go, ...ofUsers.stay] } : ofUsers),
  );
  if (!(await terminal.confirm(t('cli.users.delete_ask', namesOf(user)))))
    throw new CommandProblem(t('cli.users.delete_not'));
}

const namesOf = (user: User) => ({ id: user.id, name: userName(user) });

function fateWords(t: Translator, fates: readonly Fate[], when: 'before' | 'done'): readonly string[] {
  const alike = Map.groupBy(fates, ({ organization }) => organization.name);
  return fates.map(({ organization, heir }) => {
    const isAlone = alike.get(organization.name)?.length === 1;
    const name = isAlone ? organization.name : namedPlace(organization);
    if (heir !== null) return t(`cli.users.organization_passes.${when}`, { name, heir: userName(heir) });
    return t(`cli.users.organization_ends.${when}`, { name });
  });
}

function rowWords(t: Translator, { go, stay }: RowsOfUsers): readonly string[] {
  return [
    ...(go.length === 0 ? [] : [t('cli.users.rows_go', { rows: rowsInWords(t, go) })]),
    ...(stay.length === 0 ? [] : [t('cli.users.rows_stay', { rows: rowsInWords(t, stay) })]),
  ];
}
