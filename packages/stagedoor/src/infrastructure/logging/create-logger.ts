import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { credentialSecrets } from '../../core/open-features.ts';
import { type FaultWords, logFault } from './log-fault.ts';

export type { Logger } from 'pino';

/** Names under which a secret could stand in a logged object, at the top and one level down. */
const SECRET_NAMES = [
  ...credentialSecrets,
  'passwordConfirm',
  'oldPassword',
  'newPassword1',
  'newPassword2',
  'deviceKey',
  'secret',
  'cookie',
  'authorization',
  // The handle of a log-in on its way, as refusals and cookies call it and as programs send it.
  'flow',
  'login-flow',
];

/** In brackets, so that a name may have a hyphen. */
const secretPaths = SECRET_NAMES.flatMap((name) => [`["${name}"]`, `*["${name}"]`]);

/**
 * The process's log: one JSON line an event, UTC times, secrets masked whoever hands them in (ASVS V16.2.4, V16.2.5).
 *
 * @param destination standard output unless given
 * @param faultWords how much of what others said stands in the line of a fault
 */
export function createLogger(
  level: string,
  destination?: DestinationStream,
  faultWords: FaultWords = 'plain',
): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => logFault(error, faultWords) },
    redact: { paths: secretPaths, censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
