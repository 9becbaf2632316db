import type { Command } from 'commander';
import { AccountsError } from '../core/kernel/errors.ts';
import type { Group } from '../core/permission/group.ts';
import type { UseCases } from '../core/use-cases.ts';
import type { Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { describeRefusal } from './describe-refusal.ts';

/** A command about one group, by its name. */
export function groupArgument({ t }: CommandContext, command: Command): Command {
  return command.argument('<group>', t('cli.about.group.group'));
}

/** The group that a word names: by its name, or `id:7` by its number. @throws CommandProblem where there is none */
export async function oneGroup(
  { t }: CommandContext,
  useCases: Pick<UseCases, 'group'>,
  word: string,
): Promise<Group> {
  const [, id] = /^id:(\d{1,15})$/.exec(word) ?? [];
  const found =
    id === undefined
      ? await useCases.group.find({ name: word })
      : await useCases.group.show({ groupId: Number(id) }).catch(unlessRefused);
  if (found === null) throw new CommandProblem(t('cli.group.none_named', { name: word }));
  return found;
}

/** What was refused, said in words. */
export async function refusalsInWords<Result>(t: Translator, work: Promise<Result>): Promise<Result> {
  return await work.catch((error: unknown) => {
    if (!(error instanceof AccountsError)) throw error;
    throw new CommandProblem(describeRefusal(t, error.refusal).join('\n'));
  });
}

function unlessRefused(error: unknown): null {
  if (error instanceof AccountsError) return null;
  throw error;
}
