import { AccountsError, type FieldProblem } from './errors.ts';
import { isPlainRecord } from './record-shape.ts';

const IDS = /^ids?$|Ids?$/;
/** Who asks came through the door; what they are is not what they say. */
const NOT_SAID = new Set(['by', 'principal', 'visitor', 'policy', 'seenBy', 'rows', 'roles']);

/**
 * Lets through what a database can keep: whatever code of a site calls a use case with, a key that is none names nothing, and a text with a
 * null character in it, or half a character, is refused and no fault.
 *
 * @throws AccountsError `not-found` for what is no key; `invalid-input` naming each text
 */
export function requireStorable(input: unknown): void {
  if (!isPlainRecord(input)) return;
  const said = Object.entries(input).filter(([name]) => !NOT_SAID.has(name));
  const problems: Record<string, readonly FieldProblem[]> = {};
  for (const [name, value] of said) {
    const problem = [value]
      .flat()
      .map(textProblem)
      .find((one) => one !== null);
    if (problem != null) problems[name] = [problem];
    if (IDS.test(name) && [value].flat().some(isNoKey)) throw new AccountsError({ code: 'not-found' });
    for (const one of [value].flat()) if (isPlainRecord(one)) requireStorable(one);
  }
  if (Object.keys(problems).length > 0) throw new AccountsError({ code: 'invalid-input', fields: problems });
}

function isNoKey(value: unknown): boolean {
  return typeof value === 'number' && !Number.isSafeInteger(value);
}

function textProblem(value: unknown): FieldProblem | null {
  if (typeof value !== 'string') return null;
  if (value.includes('\0')) return { code: 'null_characters_not_allowed' };
  return value.isWellFormed() ? null : { code: 'invalid_string' };
}
