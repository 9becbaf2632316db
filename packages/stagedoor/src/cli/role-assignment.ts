import { Command } from 'commander';
import { userName } from '../core/user/user-name.ts';
import type { CommandContext } from './command-context.ts';
import { refusalsInWords } from './one-group.ts';
import { oneMembership } from './one-organization.ts';
import { oneRole, roleArgument } from './one-role.ts';
import { oneUser, userReader } from './one-user.ts';

const changes = {
  assign: { done: 'cli.role.assigned', undone: 'cli.role.was_assigned' },
  unassign: { done: 'cli.role.unassigned', undone: 'cli.role.was_not_assigned' },
} as const;

/** `role assign`, `role unassign`: everywhere, or in one organization. */
export function assignmentCommand(context: CommandContext, name: keyof typeof changes): Command {
  const { t, terminal } = context;
  const { done, undone } = changes[name];
  return roleArgument(context, new Command(name).description(t(`cli.about.role.${name}`)))
    .argument('<user>', t('cli.about.user'), userReader(t))
    .option('--organization <organization>', t('cli.about.role.organization'))
    .action((word: string, user: string, { organization }: { readonly organization?: string }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: roleId, name: role } = await oneRole(context, useCases, word);
        const person = await oneUser(context, useCases, user);
        const { id: userId } = person;
        const by = 'operator';
        const assigned =
          organization === undefined
            ? useCases.role[name]({ by, roleId, userId })
            : useCases.organization[`${name}Role`]({
                by,
                userId,
                role,
                organizationId: (await oneMembership(context, useCases, { organization, userId })).id,
              });
        const isNews = await refusalsInWords(t, assigned);
        terminal.print(t(isNews ? done : undone, { user: userName(person), name: role }));
      }),
    );
}
