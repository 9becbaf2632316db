import type { Translator } from '../texts/translator.ts';
import { CommandProblem } from './command-problem.ts';

/** Why nobody can be served at an address, in Django's words and what to do; null for a fault. */
export function explainListening(
  t: Translator,
  error: unknown,
  { host, port }: { readonly host: string; readonly port: number },
): CommandProblem | null {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new CommandProblem(t('cli.port_taken', { address, other: port + 1 }));
    case 'EACCES':
      return new CommandProblem(t('cli.port_forbidden', { address }));
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new CommandProblem(t('cli.address_unknown', { address: host }));
    default:
      return null;
  }
}
