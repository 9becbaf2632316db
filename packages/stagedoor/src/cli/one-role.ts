import type { Command } from 'commander';
import type { Role } from '../core/role/role.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** A command about one role, by its name. */
export function roleArgument({ t }: CommandContext, command: Command): Command {
  return command.argument('<role>', t('cli.about.role.role'));
}

/** @throws CommandProblem where there is none */
export async function oneRole(
  { t }: CommandContext,
  useCases: Pick<UseCases, 'role'>,
  name: string,
): Promise<Role> {
  const role = await useCases.role.find({ name });
  if (role === null) throw new CommandProblem(t('cli.role.none_named', { name }));
  return role;
}
