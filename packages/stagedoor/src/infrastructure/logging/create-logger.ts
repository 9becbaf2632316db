import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

import { logFault } from './log-fault.ts';

export type { Logger } from 'pino';

/** Names under which a secret could stand in a logged object, at the top and one level down. */
const SECRET_NAMES = [
  'password',
  'passwordConfirm',
  'oldPassword',
  'newPassword1',
  'newPassword2',
  'key',
  'token',
  'ticket',
  'sessionKey',
  'deviceKey',
  'secret',
  'cookie',
  'authorization',
];

/**
 * The process's log: one JSON line an event, UTC times, secrets masked whoever hands them in (ASVS V16.2.4, V16.2.5).
 *
 * @param destination standard output unless given
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => logFault(error) },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
  };
  return destination ? pino(options, destination) : pino(options);
}
