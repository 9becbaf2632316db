import { type Clock, minutes } from '../../core/kernel/clock.ts';
import { AccountsError } from '../../core/kernel/errors.ts';

/** Files of lists that are made and read at the same time: each holds a part of a list in memory, for as long as its reader takes. */
export interface ExportsAtOnce {
  /**
   * Room for one more, until what it answers is called.
   *
   * @throws AccountsError `throttled` where that many are on their way to this caller, `busy` where this node makes as many as it may
   */
  take(caller: string): Room;
}

/** Room of one file. */
export interface Room {
  /** From now on its reader says when it is over; before, whoever took it may be gone without a word. */
  begin(): void;
  free(): void;
}

export interface MostAtOnce {
  readonly perNode: number;
  readonly perCaller: number;
}

const RETRY_AFTER_SECONDS = 5;
/** Longer no answer waits before it is sent. */
const UNREAD_MS = minutes(1);

export function createExportsAtOnce({ perNode, perCaller }: MostAtOnce, clock: Clock): ExportsAtOnce {
  const taken = new Map<Room, { readonly caller: string; unreadSince: number | null }>();
  const now = () => clock.now().getTime();
  const forgetUnread = () => {
    for (const [room, { unreadSince }] of taken)
      if (unreadSince !== null && now() - unreadSince > UNREAD_MS) taken.delete(room);
  };
  return {
    take(caller) {
      forgetUnread();
      const own = [...taken.values()].filter((one) => one.caller === caller);
      if (own.length >= perCaller)
        throw new AccountsError({ code: 'throttled', retryAfterSeconds: RETRY_AFTER_SECONDS });
      if (taken.size >= perNode)
        throw new AccountsError({ code: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS });
      const held = { caller, unreadSince: now() as number | null };
      const room: Room = {
        begin: () => {
          held.unreadSince = null;
        },
        free: () => {
          taken.delete(room);
        },
      };
      taken.set(room, held);
      return room;
    },
  };
}

/** What is made while it is read, in its room: freed at the end, by a fault, and where its reader goes away, though they never read a word. */
export function within<Part>(room: Room, parts: AsyncIterable<Part>): AsyncIterable<Part> {
  const freed = async <Done>(of: Promise<Done> | undefined): Promise<Done | undefined> => {
    try {
      return await of;
    } finally {
      room.free();
    }
  };
  return {
    [Symbol.asyncIterator]() {
      const iterator = parts[Symbol.asyncIterator]();
      room.begin();
      return {
        async next() {
          const step = iterator.next().catch(async (error: unknown) => await freed(Promise.reject(error)));
          const result = (await step) ?? { done: true as const, value: undefined };
          if (result.done) room.free();
          return result;
        },
        async return() {
          await freed(iterator.return?.());
          return { done: true as const, value: undefined };
        },
      };
    },
  };
}
