import { Command } from 'commander';
import type { SeededRole } from '../core/group/seed-roles.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { toldOf } from './group.ts';
import { refusalsInWords } from './one-group.ts';
import { requirePermissions } from './require-permissions.ts';

/** `seed_roles`: makes the groups that the site says it has, and lets each hold what is said of it and no more. */
export function seedRolesCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('seed_roles').description(t('cli.about.seed_roles')).action(() =>
    context.withAccounts(async ({ useCases, roles }) => {
      if (roles.length === 0) throw new CommandProblem(t('cli.roles.none'));
      await requirePermissions(
        context,
        useCases,
        roles.flatMap(({ permissions }) => permissions),
      );
      const seeded = await refusalsInWords(t, useCases.group.seedRoles({ by: 'operator', roles }));
      terminal.print(...seeded.flatMap((role) => linesOf(t, role)), t('cli.roles.seeded'));
    }),
  );
}

/** Nothing of a role that was as it is said already. */
function linesOf(t: Translator, role: SeededRole): readonly string[] {
  const { isNew, group: name, granted, revoked } = role;
  const isChanged = granted.length + revoked.length > 0;
  if (!isNew && !isChanged) return [];
  const heading = t(isNew ? 'cli.group.added' : 'cli.roles.changed', { name });
  return [heading, ...(isChanged ? toldOf(t, role).map((line) => `  ${line}`) : [])];
}
