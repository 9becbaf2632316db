import { RequestProblem } from './problem.ts';
import { findRepeatedKey } from './repeated-key.ts';

const DEEPEST = 32;
const LONGEST_SHOWN = 100;

/**
 * Parses JSON. What is wrong is told by its place only, never by quoting it: bodies carry passwords.
 *
 * @throws RequestProblem `parse-error`, also for nesting deeper than 32 and for a key that an object has twice, which is
 *   named: whoever looked at the other one, a proxy say, saw another request (RFC 8259 section 4).
 */
export function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw parseError('too deeply nested');
  const value = parsed(text);
  const repeated = findRepeatedKey(text);
  if (repeated !== null) throw parseError(`the key ${shown(repeated)} is there twice`);
  return value;
}

/**
 * One text for each value, whatever order its keys were written in.
 *
 * @throws RequestProblem `parse-error` for nesting deeper than 32: a parser other than ours may have let it pass.
 */
export function canonicalJson(value: unknown, depth = 1): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth > DEEPEST) throw parseError('too deeply nested');
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join()}]`;
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, depth + 1)}`).join()}}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw parseError(placeOf(error, text));
  }
}

function shown(key: string): string {
  return JSON.stringify(key.length > LONGEST_SHOWN ? `${key.slice(0, LONGEST_SHOWN)}…` : key);
}

function parseError(reason: string): RequestProblem {
  return new RequestProblem({ code: 'parse-error', format: 'json', reason });
}

/** Counted before parsing, brackets inside strings aside. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (inString && code === 92) index += 1;
    else if (code === 34) inString = !inString;
    else if (!inString && (code === 91 || code === 123)) depth += 1;
    else if (!inString && (code === 93 || code === 125)) depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** `Expecting value: line 1 column 3 (char 2)`, the shape of REST framework's texts. */
function placeOf(error: unknown, text: string): string {
  const found = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
  const at = found === undefined ? text.length : Number(found);
  const before = text.slice(0, at).split('\n');
  return `Expecting value: line ${before.length} column ${(before.at(-1)?.length ?? 0) + 1} (char ${at})`;
}
