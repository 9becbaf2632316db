import type { JsonValue } from '../../core/kernel/json-value.ts';
import { defaultOf, type Field } from '../field.ts';
import { readField } from './read-field.ts';

const known = new WeakMap<Field, JsonValue | undefined>();

/** What a row has where its maker said nothing, as it is kept of who says it: what is declared is read as what is sent. Undefined where they must say it. */
export function defaultValueOf(field: Field): JsonValue | undefined {
  if (!known.has(field)) known.set(field, readDefault(field));
  return known.get(field);
}

/** What cannot be read is seen to at the start. */
function readDefault(field: Field): JsonValue | undefined {
  const declared = defaultOf(field);
  const read = declared === undefined ? { value: declared } : readField(field, declared);
  return 'problem' in read ? declared : (read.value as JsonValue | undefined);
}
