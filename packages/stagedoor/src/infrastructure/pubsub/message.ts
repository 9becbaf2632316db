import type { JsonValue } from '../../core/kernel/json-value.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';

const MOST_BYTES = 65_536;
const CHANNEL = /^[A-Za-z0-9_.:/-]{1,200}$/;

/** @throws RecordProblem */
export function checkChannel(channel: string): void {
  if (typeof channel === 'string' && CHANNEL.test(channel)) return;
  throw new RecordProblem('A channel', [
    'its name must be 1 to 200 letters, digits, dots, colons, slashes, hyphens or underscores',
  ]);
}

/**
 * The message as text, in ASCII: every broker can cut it where it likes. It is measured as JSON in UTF-8, which its writer knows; with
 * what is not ASCII escaped it may have three times as many bytes on the way.
 *
 * @throws RecordProblem
 */
export function toText(channel: string, message: JsonValue): string {
  const json: unknown = JSON.stringify(message);
  if (typeof json !== 'string') throw new RecordProblem(`A message for ${channel}`, ['it must be JSON']);
  const bytes = Buffer.byteLength(json);
  if (bytes > MOST_BYTES)
    throw new RecordProblem(`A message for ${channel}`, [
      `it has ${bytes} bytes, where ${MOST_BYTES} have room: store what it says, and publish its id`,
    ]);
  return json.replaceAll(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export function fromText(text: string): JsonValue {
  // Written by toText, by a node of this site.
  return JSON.parse(text) as JsonValue;
}
