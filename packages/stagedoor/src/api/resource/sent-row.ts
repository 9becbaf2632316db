import { isPlainRecord } from '../../core/kernel/record-shape.ts';
import type { SentFile } from '../../core/kernel/sent-file.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { isForm, isMergePatch, type RawFields, refuseMergePatch } from '../../http/request/body.ts';
import { parseJson } from '../../http/request/json-body.ts';
import { RequestProblem } from '../../http/request/problem.ts';
import type { Field, Fields } from '../../resource/field.ts';
import { fieldNamed } from '../../resource/field-named.ts';
import { isFile } from '../../resource/file-fields.ts';

/**
 * What was sent of a row: the files of a form with its texts. A form says a list by its name once for each, and JSON as a text, as in REST
 * framework; a list may also be JSON, and a part that says it is JSON is the value itself.
 *
 * @throws RequestProblem `unsupported-media-type` for an object in a `json` field of a merge patch: it would have to be put together with the one that
 *   is kept (RFC 7396), which a change that is written as a whole does not
 */
export function sentRow(fields: Fields, exchange: Exchange, sent: RawFields): RawFields {
  const { headers } = exchange.request;
  const isKeptObject = ([name, value]: readonly [string, unknown]) =>
    fieldNamed(fields, name)?.type === 'json' && isPlainRecord(value);
  if (isMergePatch(headers) && Object.entries(sent).some(isKeptObject)) refuseMergePatch();
  if (!isForm(headers)) return sent;
  const said = Object.entries(sent).map(([name, value]) => {
    const field = fieldNamed(fields, name);
    return [name, field === undefined ? value : outOfForm(field, value)] as const;
  });
  const parts = [...exchange.files].flatMap(([name, part]) => {
    const field = fieldNamed(fields, name);
    return field === undefined ? [] : [[name, outOfPart(field, part)] as const];
  });
  return Object.fromEntries([...said, ...parts]);
}

function outOfPart(field: Field, part: SentFile): unknown {
  if (isFile(field) || part.type !== 'application/json') return part;
  return parsed(Buffer.from(part.content).toString('utf8'));
}

function outOfForm(field: Field, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value === '' && field.nullable === true && !isText(field)) return null;
  // A choice of a form that was left open, as in REST framework.
  if (field.type === 'boolean' && field.nullable !== true && value.trim() === '') return false;
  if (field.type === 'references') return keysIn(value.trim());
  return field.type === 'json' ? parsed(value) : value;
}

function isText({ type }: Field): boolean {
  return ['text', 'long-text', 'markdown', 'email', 'url'].includes(type);
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
