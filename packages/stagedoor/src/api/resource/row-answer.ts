import { AccountsError } from '../../core/kernel/errors.ts';
import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { RawFields } from '../../http/request/body.ts';
import type { Fields } from '../../resource/field.ts';
import type { GuardedRows } from '../../resource/guarded-rows.ts';
import type { OnBehalf } from '../../resource/on-behalf.ts';
import type { StoredRow } from '../../resource/resource-store.ts';
import { hasVersion, versionTag } from './if-match.ts';
import { ignoredHeader } from './list-answer.ts';
import { readSparse } from './list-query.ts';
import { behalfOf } from './served-resource.ts';

/** A row that something is done with, and how it is answered. */
interface Answered {
  act(by: OnBehalf): Promise<StoredRow>;
  readonly status?: number;
  /** What of it is shown; left out, all. */
  readonly fields?: Fields;
  /** On whose behalf; left out, of whoever asks, as they were when they asked. */
  readonly by?: OnBehalf;
}

/** The row that something was done with, with its version as `ETag`; who asks for one that they have is told that it is the same, where its version tells that. */
export async function rowAnswer(
  rows: Pick<GuardedRows, 'show' | 'sameForAll'>,
  exchange: Exchange,
  { act, status = 200, fields, by: known }: Answered,
): Promise<Answer> {
  const by = known ?? (await behalfOf(exchange));
  const row = await act(by);
  const headers = { etag: versionTag(row.version) };
  if (rows.sameForAll && isSafe(exchange) && hasVersion(exchange, row.version))
    return { kind: 'empty', status: 304, headers };
  const [shown] = await rows.show(by, [row], fields);
  return json(shown, status, headers);
}

/**
 * A row with the fields that its address asks for. Its version is that of the whole row.
 *
 * @throws AccountsError `invalid-input` for a field that is not there for them; `not-found`
 */
export async function detailAnswer(
  rows: Pick<GuardedRows, 'show' | 'sameForAll' | 'get' | 'readableBy'>,
  exchange: Exchange,
  { id, sent }: { readonly id: number; readonly sent: RawFields },
): Promise<Answer> {
  const act = (by: OnBehalf) => rows.get(by, id);
  if (sent.fields === undefined) return await rowAnswer(rows, exchange, { act });
  const readable = await rows.readableBy(await behalfOf(exchange));
  const read = readSparse(readable, sent.fields, exchange.context.settings.unknownParameters);
  if ('problems' in read)
    throw new AccountsError({ code: 'invalid-input', fields: { fields: read.problems } });
  const { shown: fields, ignored } = read;
  const answer = await rowAnswer(rows, exchange, fields === undefined ? { act } : { act, fields });
  return { ...answer, headers: { ...answer.headers, ...ignoredHeader(ignored) } };
}

function isSafe({ request: { method } }: Exchange): boolean {
  return method === 'GET' || method === 'HEAD';
}
