import type { JsonObject } from '../../core/kernel/json-value.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** In valid JSON every quotation mark opens or ends a text, so each match is a whole one; before a colon it is a name. */
const TEXT_OR_NAME = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/**
 * The object that these bytes are as JSON, provided that they can be read in one way only: UTF-8 without a byte order
 * mark, and no name twice in one object (RFC 7515 section 4). Null for anything else.
 */
export function parseStrictObject(bytes: Uint8Array): JsonObject | null {
  try {
    const text = utf8.decode(bytes);
    const value: unknown = JSON.parse(text);
    return isObject(value) && countNames(value) === namesWritten(text) ? value : null;
  } catch {
    // Not UTF-8, or not JSON: which of them makes no difference.
    return null;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function namesWritten(text: string): number {
  let count = 0;
  for (const [, colon] of text.matchAll(TEXT_OR_NAME)) if (colon !== undefined) count += 1;
  return count;
}

/** The names in the value and all that is in it; without recursion, however deep it is nested. */
function countNames(value: JsonObject): number {
  const waiting: unknown[] = [value];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) count += inside.length;
    for (const one of inside) waiting.push(one);
  }
  return count;
}
