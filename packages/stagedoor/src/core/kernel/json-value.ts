import { isPlainRecord } from './record-shape.ts';

/** What JSON holds and gives back unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

export type JsonObject = { readonly [name: string]: JsonValue };

/** Whether JSON holds it as it is, and a database: no `undefined`, no number that is none, nothing with a class of its own, no NUL and no half of a character. */
export function isJsonValue(value: unknown): value is JsonValue {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJsonValue);
  return (
    isPlainRecord(value) &&
    Object.keys(value).every(isStorableText) &&
    Object.values(value).every(isJsonValue)
  );
}

function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
