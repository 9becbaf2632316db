import type { Clock } from '../kernel/clock.ts';
import type { FileStorage } from '../kernel/file-storage.ts';
import type { Transact } from '../kernel/transact.ts';
import type { Stores as OutboxStores } from '../outbox/dependencies.ts';
import type { Stores as SessionStores } from '../session/dependencies.ts';
import type { PictureStore } from './picture-store.ts';

/** Into what a picture is drawn: it fills a square of `side` pixels, or fits into it as it is and is not made larger. */
export interface PictureFrame {
  readonly fit: 'fill' | 'inside';
  readonly side: number;
}

/**
 * Draws anew what somebody sent, as a picture of ours without what the file said beside: as people show themselves, small and square, or into another
 * frame. Null where it is no picture, or one too large to draw. `busy` where too many wait for it.
 */
export type DrawPicture = (sent: Uint8Array, frame?: PictureFrame) => Promise<Uint8Array | null>;

/** What picture reads and writes in SQL, all of it in one transaction if need be. */
export interface Stores extends OutboxStores, SessionStores {
  readonly pictures: PictureStore;
}

/** The ports that a use case of picture may ask for, by `Pick`. Stores at this level each commit on their own. */
export interface Dependencies extends Stores {
  readonly transact: Transact<Stores>;
  readonly fileStorage: FileStorage;
  readonly drawPicture: DrawPicture;
  readonly clock: Clock;
}
