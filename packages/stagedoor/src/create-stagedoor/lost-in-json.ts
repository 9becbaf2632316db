import { isPlainRecord, shown } from '../core/kernel/record-shape.ts';

/**
 * What JSON would leave out of a value, refuse, or turn into something else, in half a sentence: `notes[0].tags is an instance of Map`. Null
 * where it says all. What is undefined in a record says that nothing is there; a date says itself how it is written.
 */
export function lostInJson(value: unknown, place = 'it', above: readonly unknown[] = []): string | null {
  if (isWritten(value)) return null;
  if (above.includes(value)) return `${place} holds itself`;
  const within = [...above, value];
  if (Array.isArray(value)) {
    return firstOf(value, (one, index) => lostInJson(one, `${place}[${index}]`, within));
  }
  if (!isPlainRecord(value))
    return `${place} is ${typeof value === 'function' ? 'a function' : shown(value)}`;
  const said = Object.entries(value).filter(([, one]) => one !== undefined);
  const prefix = place === 'it' ? '' : `${place}.`;
  return firstOf(said, ([name, one]) => lostInJson(one, `${prefix}${name}`, within));
}

function isWritten(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return value === null || typeof value === 'string' || typeof value === 'boolean';
}

function firstOf<Entry>(
  entries: readonly Entry[],
  judge: (entry: Entry, index: number) => string | null,
): string | null {
  for (const [index, entry] of entries.entries()) {
    const problem = judge(entry, index);
    if (problem !== null) return problem;
  }
  return null;
}
