import type { Config } from '../config.ts';
import type { BreachedPasswords } from '../core/password/breached-passwords.ts';
import { describeFault } from '../infrastructure/describe-fault.ts';
import type { Logger } from '../infrastructure/logging/create-logger.ts';
import {
  createBreachedPasswords,
  noBreachedPasswords,
} from '../infrastructure/password/breached-passwords.ts';

/** Whom a site asks for passwords of breaches; nobody unless BREACHED_PASSWORDS_URL says whom. */
export function openBreachedPasswords(
  { breachedPasswordsUrl: url }: Pick<Config, 'breachedPasswordsUrl'>,
  logger: Pick<Logger, 'warn'>,
): BreachedPasswords {
  if (url === null) return noBreachedPasswords;
  return createBreachedPasswords({
    url,
    onSilence: (error) =>
      logger.warn({ reason: describeFault(error) }, 'passwords of breaches could not be asked for'),
  });
}
