import { createHash } from 'node:crypto';
import { readKey, readText } from '../../../core/kernel/read-value.ts';
import { RequestProblem } from '../../../http/request/problem.ts';
import type { Field } from '../../../resource/field.ts';
import { readField } from '../../../resource/read/read-field.ts';
import { comparedWith } from '../../../resource/read/read-filter.ts';
import { type OrderEntry, wholeOrder } from '../../../resource/resource.ts';
import type { RowPosition, StoredRow } from '../../../resource/resource-store.ts';
import type { Listable } from '../list-query.ts';

/** A list in an order. */
export interface Ordered {
  readonly fields: Listable['fields'];
  readonly order: readonly string[];
}

/**
 * A place in a list as text. It holds the values of the row that it is beside, and of which order they are: what it says is no more
 * than what a filter may, so it is not signed, and read as a filter is.
 */
export function writeCursor({ order }: Ordered, side: RowPosition['side'], row: StoredRow): string {
  const entries = wholeOrder(order);
  const values = entries.map(({ field }) => row[field] ?? null);
  return Buffer.from(JSON.stringify([side, digestOf(entries), ...values])).toString('base64url');
}

/** @throws RequestProblem `invalid-cursor` for what no page of the list in this order gave */
export function readCursor({ fields, order }: Ordered, sent: unknown): RowPosition {
  const entries = wholeOrder(order);
  const [side, digest, ...raws] = typeof sent === 'string' ? listIn(sent) : [];
  const isOfOrder = digest === digestOf(entries) && raws.length === entries.length;
  if ((side !== 'after' && side !== 'before') || !isOfOrder) throw invalidCursor();
  return { side, values: entries.map(({ field }, at) => readValue(fields[field], raws[at])) };
}

function listIn(cursor: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

function digestOf(entries: readonly OrderEntry[]): string {
  const said = entries.map(({ field, isDescending }) => `${isDescending ? '-' : ''}${field}`).join();
  return createHash('sha256').update(said).digest('base64url').slice(0, 8);
}

const texts: readonly Field['type'][] = ['text', 'long-text', 'markdown', 'email', 'url', 'choice'];

/** The key is none of the fields. */
function readValue(field: Field | undefined, raw: unknown): unknown {
  if (field?.nullable && raw === null) return null;
  const read =
    field === undefined
      ? readKey(raw)
      : texts.includes(field.type)
        ? readText({ blank: true, untrimmed: true }, raw)
        : readField(comparedWith(field), raw);
  if ('problem' in read || read.value === null) throw invalidCursor();
  return read.value;
}

function invalidCursor(): RequestProblem {
  return new RequestProblem({ code: 'invalid-cursor' });
}
