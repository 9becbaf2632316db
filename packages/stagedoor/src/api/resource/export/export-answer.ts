import { AccountsError } from '../../../core/kernel/errors.ts';
import { type Answer, download, type FileAnswer } from '../../../http/answer/answer.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import { fileInRoom } from '../../../http/exchange/file-in-room.ts';
import type { RawFields } from '../../../http/request/body.ts';
import { allRows } from '../../../resource/all-rows.ts';
import { shownFields } from '../../../resource/field.ts';
import { largestRow } from '../../../resource/largest-row.ts';
import type { OnBehalf } from '../../../resource/on-behalf.ts';
import type { ExportFormat } from '../../../resource/resource.ts';
import type { StoredRow } from '../../../resource/resource-store.ts';
import type { ShownRow } from '../../../resource/shown-rows.ts';
import { ignoredHeader, listFor, type ServedList } from '../list-answer.ts';
import { readListQuery } from '../list-query.ts';
import { behalfOf } from '../served-resource.ts';
import { csvLine } from './csv-line.ts';

/** More than that nobody opens in a spreadsheet, and nobody else should wait for. */
const MOST_ROWS = 100_000;

/** How rows are written one after the other: a reader who reads slowly, or not at all, waits before the next one is made into text. */
interface Writer {
  readonly type: string;
  write(parts: AsyncIterable<readonly ShownRow[]>, names: readonly string[]): AsyncIterable<string>;
}

export const writers: Readonly<Record<ExportFormat, Writer>> = {
  csv: { type: 'text/csv; charset=utf-8', write: writeCsv },
  json: { type: 'application/json', write: writeJson },
};

interface Asked {
  readonly name: string;
  readonly format: ExportFormat;
  readonly sent: RawFields;
}

/**
 * All rows of a list that somebody may see, as a file, narrowed and put in order as the list is. It is sent while it is read; of
 * too many rows none are sent, for what is cut off in silence is taken for the whole.
 *
 * @throws AccountsError as the list does; `invalid-input` for more than 100,000 rows; `throttled` and `busy` where too many are on their way
 */
export async function exportAnswer(served: ServedList, exchange: Exchange, asked: Asked): Promise<Answer> {
  const by = await behalfOf(exchange);
  return await fileInRoom(
    exchange,
    by.principal,
    async () => await fileOf(served, exchange, { by, ...asked }),
  );
}

async function fileOf(
  served: ServedList,
  exchange: Exchange,
  { by, name, format, sent }: Asked & { readonly by: OnBehalf },
): Promise<FileAnswer & { readonly body: AsyncIterable<string> }> {
  const { rows, show } = served;
  const { unknownParameters: unknown } = exchange.context.settings;
  const list = await listFor(served, by);
  const { ignored, order, shown: fields, ...narrowing } = readListQuery(list, sent, { unknown, paging: [] });
  if ((await rows.count(by, { ...narrowing, cap: MOST_ROWS + 1 })) > MOST_ROWS) throw tooMany();
  const largest = largestRow(fields ?? list.fields, list.nested ?? new Map());
  const read = allRows({ order, most: MOST_ROWS, largest }, (part) =>
    rows.list(by, { ...narrowing, ...part, order }),
  );
  const { type, write } = writers[format];
  const names = ['id', ...shownFields(fields ?? list.fields).map(([field]) => field)];
  const body = write(
    shown(read, (some) => show(by, some, fields)),
    names,
  );
  const file = download(body, { name: `${name}.${format}`, type });
  return { ...file, headers: { ...file.headers, ...ignoredHeader(ignored) } };
}

async function* shown(
  parts: AsyncIterable<readonly StoredRow[]>,
  show: (rows: readonly StoredRow[]) => Promise<readonly ShownRow[]>,
): AsyncGenerator<readonly ShownRow[]> {
  for await (const rows of parts) yield await show(rows);
}

async function* writeCsv(
  parts: AsyncIterable<readonly ShownRow[]>,
  names: readonly string[],
): AsyncGenerator<string> {
  yield csvLine(names);
  for await (const rows of parts) for (const row of rows) yield csvLine(names.map((name) => row[name]));
}

async function* writeJson(parts: AsyncIterable<readonly ShownRow[]>): AsyncGenerator<string> {
  let before = '[';
  for await (const rows of parts) {
    for (const row of rows) {
      yield before + JSON.stringify(row);
      before = ',\n';
    }
  }
  yield before === '[' ? '[]' : ']';
}

function tooMany(): AccountsError {
  const problem = { code: 'too_many_rows', params: { max: MOST_ROWS } };
  return new AccountsError({ code: 'invalid-input', fields: { non_field_errors: [problem] } });
}
