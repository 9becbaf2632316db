import { nearMisses } from '../config/near-misses.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** @throws CommandProblem for the first that there is not, with what is called nearly so */
export async function requirePermissions(
  { t }: CommandContext,
  useCases: Pick<UseCases, 'permission'>,
  permissions: readonly string[],
): Promise<void> {
  const known = (await useCases.permission.list({})).map(({ name }) => name);
  const permission = permissions.find((name) => !known.includes(name));
  if (permission === undefined) return;
  const [near] = nearMisses(permission, known);
  throw new CommandProblem(
    near === undefined
      ? t('cli.no_permission', { permission })
      : t('cli.no_permission_but', { permission, near }),
  );
}
