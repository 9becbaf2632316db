import { after, minutes } from '../../../core/kernel/clock.ts';
import { AccountsError } from '../../../core/kernel/errors.ts';
import { PlainError } from '../../../core/kernel/plain-error.ts';
import { userName } from '../../../core/user/user-name.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import type { OnBehalf } from '../../../resource/on-behalf.ts';
import type { ServedList } from '../list-answer.ts';

/** Whoever reads longer narrows what they ask for. */
const LONGEST_MS = minutes(10);

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
        current = current === null ? by : await asOfNow(by, exchange);
        return await served.rows.list(current, query);
      },
    },
    show: (by, rows, fields) => served.show(current ?? by, rows, fields),
  };
}

/** @throws AccountsError `not-authenticated` where what they came with opens nothing any more */
async function asOfNow({ principal }: OnBehalf, { now: startedAt, context }: Asking): Promise<OnBehalf> {
  const now = context.clock.now();
  if (now > after(startedAt, LONGEST_MS)) throw new PlainError('A list was read for more than ten minutes.');
  if (principal === null) return { principal, now };
  const { user, sessionKeyHash } = principal;
  if (sessionKeyHash !== null) {
    const known = await context.useCases.authentication.recheck({ principal });
    if (known === null) throw new AccountsError({ code: 'not-authenticated' });
    return { principal: known, now };
  }
  // A password is good for one request: of its user what is asked is whether anything changed.
  const known = await context.useCases.user.find({ identifier: userName(user) });
  const isSame = known?.id === user.id && known.isActive && known.securityVersion === user.securityVersion;
  if (!isSame) throw new AccountsError({ code: 'not-authenticated' });
  return { principal: { ...principal, user: known }, now };
}
