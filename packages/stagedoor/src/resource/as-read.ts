import { fieldRefusal } from '../core/kernel/errors.ts';
import type { Fields } from './field.ts';
import { fieldNamed } from './field-named.ts';
import { KeptFile } from './file/kept-file.ts';
import { MOST_KEYS } from './read/read-field.ts';
import type { Values } from './read/read-row.ts';
import type { HiddenKeys } from './referred-rows.ts';
import type { StoredRow } from './resource-store.ts';

/** What somebody sent of a row that they read without what is hidden from them. */
interface SentAsRead {
  /** Without what stays. */
  readonly sent: Values;
  /** The fields that stay as they are, though they were sent: one that is hidden was read as null, and is null where it is sent back. */
  readonly stays: readonly string[];
  /** Of several keys, those that stay beside the ones that were sent. */
  readonly kept: HiddenKeys;
}

/** Stands where a file was sent back as it was read: by its address. */
export const asItIs = Symbol('as it is');

/** What a row that is sent back as it was read says of it: nothing of what is hidden, nor of its files. `row` is as they may read it. */
export function asRead(sent: Values, row: StoredRow, hidden: HiddenKeys): SentAsRead {
  const entries = [...hidden];
  const stays = [
    ...entries.flatMap(([name]) => (typeof row[name] === 'number' ? [name] : [])),
    ...Object.keys(sent).filter((name) => sent[name] === asItIs && row[name] instanceof KeptFile),
  ];
  if (entries.length + stays.length === 0) return { sent, stays, kept: hidden };
  const said = Object.entries(sent).filter(([name]) => !stays.includes(name));
  return {
    sent: Object.fromEntries(said),
    stays,
    kept: new Map(entries.filter(([name]) => !stays.includes(name))),
  };
}

/**
 * What was read of it, with what stays.
 *
 * @throws AccountsError `invalid-input` (`too_many_values`) where a list grows beyond its `max` by what stays
 */
export function withKept(
  values: Values,
  { row, kept, fields }: { readonly row: StoredRow; readonly kept: HiddenKeys; readonly fields: Fields },
): Values {
  const whole = [...kept].map(([name, keys]) => {
    const all = merged(values[name], keys);
    const max = mostOf(fieldNamed(fields, name));
    if (all.length > max && all.length > [row[name]].flat().length)
      throw fieldRefusal(name, 'too_many_values', { max });
    return [name, all] as const;
  });
  return { ...values, ...Object.fromEntries(whole) };
}

function mostOf(field: Fields[string] | undefined): number {
  return field?.type === 'references' ? (field.max ?? MOST_KEYS) : Number.POSITIVE_INFINITY;
}

/** Each once, in the order of the keys. */
function merged(said: unknown, keys: readonly number[]): readonly number[] {
  const all = new Set([...(Array.isArray(said) ? said : []), ...keys]);
  return [...all].sort((one, other) => one - other);
}
