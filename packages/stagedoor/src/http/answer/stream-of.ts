import { Readable } from 'node:stream';
import { PlainError } from '../../core/kernel/plain-error.ts';

/** An answer that is sent while it is made, and how long it may take. */
interface Streamed {
  readonly body: AsyncIterable<string | Uint8Array>;
  readonly longestMs?: number;
}

/**
 * Whoever leaves ends what makes it, and a fault ends the connection: what was sent by then is no whole. So does the time that it may take,
 * whether or not its reader takes anything more: who reads a byte now and then keeps what is made of it in memory.
 */
export function streamOf({ body, longestMs }: Streamed): Readable {
  const stream = Readable.from(body, { objectMode: false });
  if (longestMs === undefined) return stream;
  const end = () => stream.destroy(new PlainError(`An answer was read for more than ${longestMs} ms.`));
  const timer = setTimeout(end, longestMs).unref();
  return stream.once('close', () => clearTimeout(timer));
}
