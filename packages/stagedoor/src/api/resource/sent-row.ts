import type { Exchange } from '../../http/exchange/exchange.ts';
import { isForm, type RawFields } from '../../http/request/body.ts';
import { parseJson } from '../../http/request/json-body.ts';
import { RequestProblem } from '../../http/request/problem.ts';
import type { Field, Fields } from '../../resource/field.ts';

/**
 * What was sent of a row: the files of a form with its texts. A form says a list by its name once for each, and JSON as a text, as in REST
 * framework; a list may also be JSON.
 */
export function sentRow(fields: Fields, exchange: Exchange, sent: RawFields): RawFields {
  if (!isForm(exchange.request.headers)) return sent;
  const said = Object.entries(sent).map(([name, value]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return [name, field === undefined ? value : outOfForm(field, value)] as const;
  });
  const files = [...exchange.files].filter(([name]) => Object.hasOwn(fields, name));
  return Object.fromEntries([...said, ...files]);
}

function outOfForm(field: Field, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (field.type === 'references') return keysIn(value.trim());
  return field.type === 'json' ? parsed(value) : value;
}

/** One key, none, or all of them as JSON. */
function keysIn(text: string): unknown {
  if (text === '') return [];
  return text.startsWith('[') ? parsed(text) : [text];
}

/** What is no JSON is nothing that its reader takes. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof RequestProblem) return undefined;
    throw error;
  }
}
