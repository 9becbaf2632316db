import type { StaleRows } from '../core/user/list-stale-keys.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { TextKey } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { describeLocks } from './describe-locks.ts';
import { describeAuditProblem } from './verify-audit.ts';

/** How many of a kind are named; the rest is counted. */
export const SHOWN = 10;

/**
 * Names what is to be looked at, and answers how much it is.
 *
 * @throws CommandProblem where it is not up to date, or not there; nothing is made meanwhile.
 */
export async function checkDatabase(context: CommandContext): Promise<number> {
  await context.lookIntoStagedoor((stagedoor) => pendingLocks(context, stagedoor));
  return await context.withAccounts(
    async (stagedoor) =>
      (await unknownSteps(context, stagedoor)) +
      (await nameClashes(context, stagedoor)) +
      (await staleKeys(context, stagedoor)) +
      (await sealingStop(context, stagedoor)),
  );
}

/** Before it is said that steps are yet to be taken. */
async function pendingLocks(
  { t, terminal }: CommandContext,
  { migrations }: Pick<Stagedoor, 'migrations'>,
): Promise<void> {
  const plan = await migrations.plan();
  for (const { app, name, locks } of plan.kind === 'planned' ? plan.steps : []) {
    if (locks.length === 0) continue;
    const lines = describeLocks(t, locks).map((line) => `- ${line}`);
    terminal.print(t('cli.locks_of_step', { name: `${app}.${name}` }), ...lines);
  }
}

/** Log-in goes on meanwhile, so it fails nothing that asks this before a start. */
async function sealingStop(
  { t, terminal }: CommandContext,
  { useCases }: Pick<Stagedoor, 'useCases'>,
): Promise<number> {
  const problem = await useCases.audit.findSealingStop();
  if (problem === null) return 0;
  terminal.print(t('cli.check_sealing_stopped'), `- ${describeAuditProblem(t, problem)}`);
  return 1;
}

/** Those of a feature that is gone are in nobody's way; those of a later version may be. */
async function unknownSteps(
  { t, terminal }: CommandContext,
  { migrations }: Pick<Stagedoor, 'migrations'>,
): Promise<number> {
  const unknown = await migrations.listUnknown();
  const lines = unknown.slice(0, SHOWN).map(({ app, name }) => `${app}.${name}`);
  return nameSome({ t, terminal }, 'cli.check_unknown_steps', { count: unknown.length, lines });
}

/** By their ids, which other commands take: the words are the ones that mean two people. */
async function nameClashes(
  { t, terminal }: CommandContext,
  { useCases }: Pick<Stagedoor, 'useCases'>,
): Promise<number> {
  const { count, first } = await useCases.user.listNameClashes({ limit: SHOWN });
  const lines = first.map(({ namedId, ownerId }) => `id:${namedId}, id:${ownerId}`);
  return nameSome({ t, terminal }, 'cli.check_name_clashes', { count, lines });
}

/** Names and addresses that are stored otherwise than a log-in looks for them. */
async function staleKeys(
  { t, terminal }: CommandContext,
  { useCases }: Pick<Stagedoor, 'useCases'>,
): Promise<number> {
  const { names, addresses } = await useCases.maintenance.listStaleKeys({ limit: SHOWN });
  const named = (key: TextKey, { count, first }: StaleRows): number =>
    nameSome({ t, terminal }, key, { count, lines: first.map((id) => `id:${id}`) });
  return named('cli.check_stale_names', names) + named('cli.check_stale_addresses', addresses);
}

/** Names the first of so many, if there are any; answers how many there are. */
function nameSome(
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
  key: TextKey,
  { count, lines }: { readonly count: number; readonly lines: readonly string[] },
): number {
  if (count === 0) return 0;
  terminal.print(t(key, { count }), ...lines.map((line) => `- ${line}`));
  if (count > lines.length) terminal.print('- …');
  return count;
}
