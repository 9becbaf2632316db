import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { GuardedRows } from '../../resource/guarded-rows.ts';
import type { OnBehalf } from '../../resource/on-behalf.ts';
import type { StoredRow } from '../../resource/resource-store.ts';
import { hasVersion, versionTag } from './if-match.ts';
import { behalfOf } from './served-resource.ts';

/** The row that something was done with, with its version as `ETag`; who asks for one that they have is told that it is the same. */
export async function rowAnswer(
  rows: Pick<GuardedRows, 'show'>,
  exchange: Exchange,
  { act, status = 200 }: { act(by: OnBehalf): Promise<StoredRow>; readonly status?: number },
): Promise<Answer> {
  const by = await behalfOf(exchange);
  const row = await act(by);
  const headers = { etag: versionTag(row.version) };
  if (isSafe(exchange) && hasVersion(exchange, row.version)) return { kind: 'empty', status: 304, headers };
  const [shown] = await rows.show(by, [row]);
  return json(shown, status, headers);
}

function isSafe({ request: { method } }: Exchange): boolean {
  return method === 'GET' || method === 'HEAD';
}
