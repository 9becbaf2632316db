import { Command } from 'commander';
import type { SigningKeyRotation } from '../core/token/signing-key/rotate-signing-keys.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';

/** `rotate_keys`: seals what is kept encrypted under the current key, and puts a new key in place of the one that signs tokens, with overlap or, after a theft, at once. */
export function rotateKeysCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('rotate_keys')
    .description(t('cli.about.rotate_keys'))
    .option('--now', t('cli.about.rotate_keys.now'))
    .action(({ now = false }: { readonly now?: boolean }) =>
      context.withAccounts(async (stagedoor) => {
        await reseal(stagedoor, context);
        const rotation = await stagedoor.useCases.signingKey.rotate({ atOnce: now });
        terminal.print(describe(rotation, { context, stagedoor, now }));
      }),
    );
}

async function reseal({ useCases }: Stagedoor, { t, terminal }: CommandContext): Promise<void> {
  const sealed = await useCases.maintenance.reseal();
  const count = sealed.reduce((sum, { resealed }) => sum + resealed, 0);
  if (count > 0) terminal.print(t('cli.keys_resealed', { count }));
  const lost = sealed.filter(({ unreadable }) => unreadable > 0);
  for (const { feature, unreadable } of lost) {
    const isNamed = feature === 'api-token' || feature === 'webhook';
    const key = isNamed ? (`cli.keys_unreadable.${feature}` as const) : 'cli.keys_unreadable.other';
    terminal.printError(t(key, { count: unreadable, feature }));
  }
  if (lost.length > 0) terminal.printError(t('cli.keys_unreadable_hint'));
}

/** @throws CommandProblem where the key is a shared secret, which no command can end. */
function describe(
  rotation: SigningKeyRotation,
  { context, stagedoor, now }: { context: CommandContext; stagedoor: Stagedoor; now: boolean },
): string {
  const { t } = context;
  if (rotation.outcome === 'shared-secret') {
    const { jwtAlgorithm: algorithm, jwtSigningKey } = stagedoor.config;
    const setting = jwtSigningKey === null ? 'SECRET_KEY' : 'JWT_SIGNING_KEY';
    const hint = t('cli.keys_are_shared', { algorithm, setting });
    // Whoever asks for it at once has had the key stolen: tokens go on, and no script may take that for done.
    if (now) throw new CommandProblem(hint);
    return hint;
  }
  if (rotation.outcome === 'rotated-by-another') return t('cli.keys_rotated_by_another');
  const { keyId: key, signsFrom, othersRetireAt } = rotation;
  if (now) return t('cli.keys_replaced', { key });
  return t('cli.keys_rotated', { key, from: signsFrom.toISOString(), until: othersRetireAt.toISOString() });
}
