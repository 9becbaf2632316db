import { after } from '../../../core/kernel/clock.ts';
import { AccountsError } from '../../../core/kernel/errors.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import { LONGEST_MS } from '../../../http/exchange/file-in-room.ts';
import type { OnBehalf } from '../../../resource/on-behalf.ts';
import type { ServedList } from '../list-answer.ts';
import { behalfOfNow } from '../served-resource.ts';

type Asking = Pick<Exchange, 'now' | 'context'>;

/**
 * A list that is read some rows at a time, each for who asks as they are by then: what they were when they began to read may be long ago
 * (ASVS 5.0, V8.3.2). Once they may not, and after ten minutes, reading fails, which ends the connection: what was sent by then is no whole.
 */
export function judgedAnew(served: ServedList, exchange: Asking): ServedList {
  let current: OnBehalf | null = null;
  return {
    ...served,
    rows: {
      ...served.rows,
      async list(by, query) {
        current = current === null ? by : await asOfNow(current, exchange);
        return await served.rows.list(current, query);
      },
    },
    show: (by, rows, fields) => served.show(current ?? by, rows, fields),
  };
}

/** @throws AccountsError `not-authenticated` where what they came with opens nothing any more */
async function asOfNow(by: OnBehalf, { now: startedAt, context }: Asking): Promise<OnBehalf> {
  if (context.clock.now() > after(startedAt, LONGEST_MS))
    throw new PlainError('A list was read for more than ten minutes.');
  const known = await behalfOfNow(by, context);
  if (known === null) throw new AccountsError({ code: 'not-authenticated' });
  return known;
}
