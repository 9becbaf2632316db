import { RequestProblem } from './problem.ts';

/** More than any browser has of one name by accident: an old domain, a path, ours. Each costs a look-up. */
const MOST_LOOKED_AT = 8;

/**
 * Of several cookies of one name, the one that is still good; null where none is. A dead one beside it, left by an old site of a
 * parent domain or planted by a sibling, is no reason to shut anybody out.
 *
 * @throws RequestProblem `bad-request` where two are good, for nothing says which is meant; and where there are too many
 */
export async function oneAlive<Sent>(
  sent: readonly Sent[],
  isAlive: (one: Sent) => Promise<boolean>,
): Promise<Sent | null> {
  if (sent.length > MOST_LOOKED_AT) throw twice();
  const alive: Sent[] = [];
  for (const one of sent) if (await isAlive(one)) alive.push(one);
  if (alive.length > 1) throw twice();
  return alive[0] ?? null;
}

function twice(): RequestProblem {
  return new RequestProblem({
    code: 'bad-request',
    reason: 'A cookie came twice. Delete the cookies of this site and try again.',
  });
}
