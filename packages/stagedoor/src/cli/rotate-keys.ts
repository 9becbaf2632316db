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
        const resealed = await stagedoor.useCases.maintenance.reseal();
        if (resealed > 0) terminal.print(t('cli.keys_resealed', { count: resealed }));
        const rotation = await stagedoor.useCases.signingKey.rotate({ atOnce: now });
        terminal.print(describe(rotation, { context, stagedoor, now }));
      }),
    );
}

/** @throws CommandProblem where the key is a shared secret, which no command can change. */
function describe(
  rotation: SigningKeyRotation,
  { context, stagedoor, now }: { context: CommandContext; stagedoor: Stagedoor; now: boolean },
): string {
  const { t } = context;
  if (rotation.outcome === 'shared-secret') {
    const { jwtAlgorithm: algorithm, jwtSigningKey } = stagedoor.config;
    const setting = jwtSigningKey === null ? 'SECRET_KEY' : 'JWT_SIGNING_KEY';
    throw new CommandProblem(t('cli.keys_are_shared', { algorithm, setting }));
  }
  if (rotation.outcome === 'rotated-by-another') return t('cli.keys_rotated_by_another');
  const { keyId: key, signsFrom, othersRetireAt } = rotation;
  if (now) return t('cli.keys_replaced', { key });
  return t('cli.keys_rotated', { key, from: signsFrom.toISOString(), until: othersRetireAt.toISOString() });
}
