import { RequestProblem } from './problem.ts';

/** How many fields a form may have, of either encoding. */
export const MOST_FIELDS = 200;

/**
 * Parses `application/x-www-form-urlencoded`. A field that came once is a text; one that came more often is the list
 * of its texts, so that a field meant to have one value refuses it. What is not UTF-8 counts as no text.
 *
 * @throws RequestProblem `parse-error` for more than 200 fields.
 */
export function parseForm(text: string): Record<string, unknown> {
  const fields = Object.create(null) as Record<string, unknown>;
  const pairs = text.split('&', MOST_FIELDS + 1);
  if (pairs.length > MOST_FIELDS)
    throw new RequestProblem({ code: 'parse-error', format: 'form', reason: 'too many fields' });
  for (const pair of pairs) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (typeof name !== 'string') continue;
    addField(fields, name, equals === -1 ? '' : decode(pair.slice(equals + 1)));
  }
  return fields;
}

/** Puts a value to the others of its name. An empty list stands for what is no text: no field takes it. */
export function addField(fields: Record<string, unknown>, name: string, value: string | []): void {
  const before = fields[name];
  if (before === undefined) fields[name] = value;
  else if (!Array.isArray(before)) fields[name] = [before, value].flat();
  else if (typeof value === 'string') before.push(value);
}

function decode(encoded: string): string | [] {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return [];
  }
}
