import { AccountsError, type FieldProblem } from '../../../core/kernel/errors.ts';
import { readKey } from '../../../core/kernel/read-value.ts';
import { isPlainRecord } from '../../../core/kernel/record-shape.ts';
import { typeNameOf } from '../../../core/kernel/type-name.ts';
import type { RawFields } from '../../../http/request/body.ts';

/** What is done with rows together, in the order in which it is done: what is unique may change hands. */
export const bulkParts = ['delete', 'update', 'create'] as const;
export type BulkPart = (typeof bulkParts)[number];

/** One row of many, as it was sent. */
export interface BulkEntry {
  readonly part: BulkPart;
  /** Its place in the list of its part. */
  readonly at: number;
  /** Of a row that is there; 0 of one that is to be made. */
  readonly id: number;
  readonly version: number | null;
  readonly sent: RawFields;
}

/** One transaction holds up those that wait for it. */
export const MOST_ENTRIES = 100;

/** @throws AccountsError `invalid-input` for more than `most`, and naming each list and entry that is wrong: `update.3.id` */
export function readBulk(sent: RawFields, most: number): readonly BulkEntry[] {
  const problems: Record<string, readonly FieldProblem[]> = unknownParts(sent);
  const entries = bulkParts.flatMap((part) => {
    const list: unknown = sent[part] ?? [];
    if (!Array.isArray(list)) {
      problems[part] = [{ code: 'not_a_list', params: { input_type: typeNameOf(list) } }];
      return [];
    }
    return list.flatMap((raw: unknown, at): readonly BulkEntry[] => {
      const read = readEntry(raw, { part, at });
      if (!('field' in read)) return [read];
      problems[`${part}.${at}.${read.field}`] = [read.problem];
      return [];
    });
  });
  if (entries.length > most) problems.non_field_errors = [{ code: 'too_many_values', params: { max: most } }];
  if (Object.keys(problems).length > 0) throw new AccountsError({ code: 'invalid-input', fields: problems });
  return entries;
}

/** What is written is all that was sent: who says `creates` believes that it was made. */
function unknownParts(sent: RawFields): Record<string, readonly FieldProblem[]> {
  const names = Object.keys(sent).filter((name) => !bulkParts.some((part) => part === name));
  return Object.fromEntries(
    names.slice(0, MOST_ENTRIES).map((name) => [name, [{ code: 'unknown_parameter' }]]),
  );
}

type WrongEntry = { readonly field: string; readonly problem: FieldProblem };

function readEntry(raw: unknown, place: Pick<BulkEntry, 'part' | 'at'>): BulkEntry | WrongEntry {
  if (!isPlainRecord(raw))
    return {
      field: 'non_field_errors',
      problem: { code: 'not_a_dictionary', params: { datatype: typeNameOf(raw) } },
    };
  if (place.part === 'create') return { ...place, id: 0, version: null, sent: raw };
  const id = readKey(raw.id);
  if ('problem' in id)
    return { field: 'id', problem: raw.id === undefined ? { code: 'required' } : id.problem };
  if (raw.version === undefined) return { ...place, id: id.value, version: null, sent: raw };
  const version = readKey(raw.version);
  if ('problem' in version) return { field: 'version', problem: version.problem };
  return { ...place, id: id.value, version: version.value, sent: raw };
}
