import { minutes } from '../core/kernel/clock.ts';
import { StorageUnavailable } from '../core/kernel/storage-unavailable.ts';
import type { Answer } from '../http/answer/answer.ts';
import { redirect } from '../http/answer/answer.ts';
import type { SessionAccess } from '../http/cookie/session-access.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { goTo } from './answer-page.ts';
import type { PageInput } from './page-record.ts';
import { paths } from './paths.ts';

/** Where the session keeps what was just done, for the page that says so. */
const DONE = '_done';
/** Long enough to read it, load it again or ask for the other language. */
const SAID_FOR_MS = minutes(10);

/** Leads to the page that says what was done, and lets it be shown to a member. */
export async function goToDone(exchange: Exchange, path: string): Promise<Answer> {
  if ((await exchange.principal()) !== null) {
    const session = await sessionIfThere(exchange);
    session?.note(DONE, { path, at: exchange.now.getTime() });
  }
  return goTo(exchange, path);
}

/** What was done is done, whether or not the session's data can be reached. */
export async function sessionIfThere(exchange: Exchange): Promise<SessionAccess | null> {
  try {
    return await exchange.session();
  } catch (error) {
    if (error instanceof StorageUnavailable) return null;
    throw error;
  }
}

/**
 * A page that says what was done. A member sees it only where it was: to anybody else it would claim of the account what did not happen.
 * A stranger has no account here that it could speak of.
 */
export function onceDone(show: (exchange: Exchange) => Promise<Answer>) {
  return async (exchange: Exchange, { principal }: PageInput): Promise<Answer> => {
    if (principal === null || (await wasDoneLately(exchange))) return await show(exchange);
    return redirect(paths.profile);
  };
}

async function wasDoneLately(exchange: Exchange): Promise<boolean> {
  const done = (await sessionIfThere(exchange))?.get(DONE);
  if (typeof done !== 'object' || done === null || !('path' in done) || !('at' in done)) return false;
  const { path, at } = done;
  const here = exchange.request.url.split('?', 1)[0];
  return path === here && typeof at === 'number' && exchange.now.getTime() - at < SAID_FOR_MS;
}
