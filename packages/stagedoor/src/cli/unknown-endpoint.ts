import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** No endpoint has this number, or has it any more. */
export function unknownEndpoint({ t }: Pick<CommandContext, 't'>, id: number): CommandProblem {
  return new CommandProblem(t('cli.webhook.not_there', { id }));
}
