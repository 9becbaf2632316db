import type { Command } from 'commander';
import { nearMisses } from '../config/near-misses.ts';

/**
 * For a group that does something without a further word: commander takes a slip in that word for an argument of the default
 * command, and says of `jobs lst` that there are too many.
 */
export function refuseUnknownCommand(group: Command, command: Command): void {
  const names = group.commands.map((one) => one.name());
  if (names.includes(group.args[0] ?? '')) return;
  // The options may stand before the word, some with a value.
  const [word] = command.parseOptions(group.args).operands;
  if (word === undefined) return;
  const near = nearMisses(word, names);
  const hint =
    near.length === 0 ? '' : `\n(Did you mean ${near.length > 1 ? 'one of ' : ''}${near.join(', ')}?)`;
  // In commander's own words, which are told in the terminal's language like its others.
  group.error(`error: unknown command '${word}'${hint}`);
}
