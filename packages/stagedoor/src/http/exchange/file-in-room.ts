import { minutes } from '../../core/kernel/clock.ts';
import { networkOf } from '../../core/kernel/network-of.ts';
import type { Principal } from '../../core/session/session.ts';
import type { FileAnswer } from '../answer/answer.ts';
import { within } from '../context/exports-at-once.ts';
import type { Exchange } from './exchange.ts';

/** Whoever reads longer narrows what they ask for. */
export const LONGEST_MS = minutes(10);
const PIECE = 65_536;

/** A file whose text is made, at once or while it is sent. */
interface MadeFile extends FileAnswer {
  readonly body: string | AsyncIterable<string>;
}

/**
 * A file of which something is in memory for as long as its reader takes, where there is room for one more.
 *
 * @throws AccountsError `throttled` and `busy` where too many are on their way; whatever `make` throws
 */
export async function fileInRoom(
  exchange: Exchange,
  principal: Principal | null,
  make: () => Promise<MadeFile>,
): Promise<FileAnswer> {
  const room = exchange.context.exports.take(callerOf(exchange, principal));
  try {
    const file = await make();
    if (exchange.request.method !== 'HEAD')
      return { ...file, body: within(room, partsOf(file.body)), longestMs: LONGEST_MS };
    // Of it nothing is read, so nobody would say that it is over.
    room.free();
    return file;
  } catch (error) {
    room.free();
    throw error;
  }
}

/** Users by who they are, strangers by their network. */
function callerOf({ ipAddress }: Exchange, principal: Principal | null): string {
  return principal === null ? `network ${networkOf(ipAddress)}` : `user ${principal.user.id}`;
}

/** A text in pieces, for the last one is asked for only once the others were taken. No piece ends within a sign. */
async function* partsOf(body: MadeFile['body']): AsyncGenerator<string> {
  if (typeof body !== 'string') return yield* body;
  for (let at = 0; at < body.length; ) {
    const end = at + PIECE;
    const isInSign = (body.charCodeAt(end - 1) & 0xfc00) === 0xd800;
    yield body.slice(at, isInSign ? end + 1 : end);
    at = isInSign ? end + 1 : end;
  }
}
