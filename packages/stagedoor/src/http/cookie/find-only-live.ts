import { RequestProblem } from '../request/problem.ts';

/** More than any browser has of one name by accident: an old domain, a path, ours. Each costs a look-up. */
export const MOST_CHECKED = 8;

/** What becomes of a request whose cookies do not say who is meant: it is refused, or goes on as nobody's. */
export type OnAmbiguous = 'refuse' | 'nobody';

type Found<Sent> = { readonly found: 'one'; readonly one: Sent } | { readonly found: 'none' | 'unclear' };

/**
 * Of several cookies of one name, the one that is still good. A dead one beside it, left by an old site of a parent domain or
 * planted by a sibling, is no reason to shut anybody out. `unclear` where two are good, for nothing says which is meant, and where
 * there are too many.
 *
 * @throws RequestProblem `bad-request` for what is unclear, where that is to be refused
 */
export async function findOnlyLive<Sent>(
  sent: readonly Sent[],
  isAlive: (one: Sent) => Promise<boolean>,
  onAmbiguous: OnAmbiguous,
): Promise<Found<Sent>> {
  const alive: Sent[] = [];
  if (sent.length <= MOST_CHECKED) for (const one of sent) if (await isAlive(one)) alive.push(one);
  const [one] = alive;
  if (one !== undefined && alive.length === 1) return { found: 'one', one };
  if (alive.length === 0 && sent.length <= MOST_CHECKED) return { found: 'none' };
  if (onAmbiguous === 'nobody') return { found: 'unclear' };
  throw new RequestProblem({ code: 'bad-request', reason: 'cookies-twice' });
}
