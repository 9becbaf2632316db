import { type Clock, seconds } from '../kernel/clock.ts';

/** So many are let in before it is counted again: a count of thousands with each event would cost the length of the queue. */
const MOST_GRANTED = 100;
/** For so long what was full is so without a count. */
const FULL_FOR_MS = seconds(1);

export interface Bound {
  readonly key: string;
  readonly most: number;
  count(): Promise<number>;
}

/** How many are still let in, or when it was found full. */
type Room = { left: number } | { readonly fullAtMs: number };

/** Whether one more fits below a bound. Several processes may go beyond it, each by no more than it lets in between two counts. */
export function createQueueRoom(clock: Pick<Clock, 'now'>): (bound: Bound) => Promise<boolean> {
  const rooms = new Map<string, Room>();
  const isStillFull = (fullAtMs: number): boolean => {
    const ageMs = clock.now().getTime() - fullAtMs;
    return ageMs >= 0 && ageMs < FULL_FOR_MS;
  };
  const measure = async ({ most, count }: Bound): Promise<Room> => {
    const left = Math.min(most - (await count()), MOST_GRANTED);
    return left > 0 ? { left } : { fullAtMs: clock.now().getTime() };
  };
  return async (bound) => {
    let room = rooms.get(bound.key);
    const isKnown = room !== undefined && ('left' in room ? room.left > 0 : isStillFull(room.fullAtMs));
    if (room === undefined || !isKnown) {
      room = await measure(bound);
      rooms.set(bound.key, room);
    }
    if (!('left' in room)) return false;
    room.left -= 1;
    return true;
  };
}
