import type { Command } from 'commander';
import { fieldRefusal } from '../core/kernel/errors.ts';
import type { Organization } from '../core/organization/organization.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { refusalsInWords } from './one-group.ts';
import { tableLines } from './table.ts';

/** A command about one organization. */
export function organizationArgument({ t }: CommandContext, command: Command): Command {
  return command.argument('<organization>', t('cli.about.organization.organization'));
}

/**
 * The organization that a word names: by its name, or `id:7` by its number.
 *
 * @throws CommandProblem where there is none, or several are called so: they are listed, for the operator to choose
 */
export async function oneOrganization(
  { t }: CommandContext,
  useCases: Pick<UseCases, 'organization'>,
  word: string,
): Promise<Organization> {
  const found = await useCases.organization.findNamed({ word });
  const [organization, ...others] = found;
  if (organization === undefined) throw new CommandProblem(t('cli.organization.none_named', { name: word }));
  if (others.length === 0) return organization;
  const rows = found.map(({ id, name, createdAt }) => [`id:${id}`, name, createdAt.toISOString()]);
  throw new CommandProblem([t('cli.organization.ambiguous', { name: word }), ...tableLines(rows)].join('\n'));
}

/** The same for one that a user is in. @throws CommandProblem as `oneOrganization`, and for who is no member */
export async function oneMembership(
  context: CommandContext,
  useCases: Pick<UseCases, 'organization'>,
  { organization: word, userId }: { readonly organization: string; readonly userId: number },
): Promise<Organization> {
  const organization = await oneOrganization(context, useCases, word);
  const asked = { organizationId: organization.id, afterId: userId - 1, limit: 1 };
  const { rows } = await useCases.organization.membersOf(asked);
  if (rows.some((member) => member.userId === userId)) return organization;
  const notThere = Promise.reject(fieldRefusal('organization', 'not_a_member'));
  return await refusalsInWords(context.t, notThere);
}
