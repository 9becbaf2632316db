import { Command } from 'commander';
import { generateKey } from '../config/generated-secrets.ts';
import type { CommandContext } from './command-context.ts';

/** `generate_key`: a key for SECRET_KEY or CRYPTOGRAPHY_KEY, 44 characters, and nothing else on the line. */
export function generateKeyCommand({ t, terminal }: CommandContext): Command {
  return new Command('generate_key').description(t('cli.about.generate_key')).action(() => {
    terminal.print(generateKey());
  });
}
