import type { ChangeFeed, ChangeListener, Changes } from '../change-feed.ts';
import { type Line, openLine, type Wire } from './postgres-line.ts';

/** Requests that come closer than this are traffic; one now and then is read from the database instead. */
const BUSY_MS = 500;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Follows the notifications that triggers send at each commit (migration 0006), on one connection of its own. It has no
 * timers: the connection is made, kept alive and made again by the requests that ask `isCurrent`, so an idle process
 * costs the database nothing, and a dead line is noticed by those whom it concerns.
 */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #wire: Wire;
  readonly #onDeaf: () => void;
  readonly #followers: ChangeListener[] = [];
  #line: Line | null = null;
  #opening: Promise<void> | null = null;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #nextTryAtMs = 0;
  #pauseMs = FIRST_PAUSE_MS;
  #saidDeaf = false;
  #isClosed = false;

  /** @param onDeaf Called, once, where connections are made but nothing arrives on them. */
  constructor(wire: Wire, onDeaf: () => void) {
    this.#wire = wire;
    this.#onDeaf = onDeaf;
  }

  get isListening(): boolean {
    return this.#line !== null;
  }

  isCurrent(): boolean {
    const nowMs = performance.now();
    const isBusy = nowMs - this.#askedAtMs < BUSY_MS;
    this.#askedAtMs = nowMs;
    if (isBusy) this.#keepGoing(nowMs);
    return this.#line?.pulse.isFresh(nowMs) ?? false;
  }

  follow(follower: ChangeListener): void {
    this.#followers.push(follower);
  }

  tell(changes: Changes): void {
    if (!this.isListening) return;
    for (const follower of this.#followers) follower.changed(changes);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening;
    const line = this.#line;
    this.#line = null;
    await line?.close();
  }

  #keepGoing(nowMs: number): void {
    if (this.#line === null) {
      if (nowMs >= this.#nextTryAtMs && !this.#isClosed) this.#opening ??= this.#open();
      return;
    }
    const { pulse } = this.#line;
    if (pulse.isLost(nowMs)) this.#giveUp(this.#line);
    else pulse.beat(nowMs);
  }

  async #open(): Promise<void> {
    this.#wait();
    try {
      const line = await openLine(this.#wire, {
        onChanges: (changes) => this.tell(changes),
        onHeard: () => {
          this.#pauseMs = FIRST_PAUSE_MS;
        },
        onEnd: (ended) => this.#drop(ended),
      });
      if (this.#isClosed) await line?.close();
      else this.#line = line;
    } catch {
      // Tried again by later requests, after a pause; until then each of them reads the database.
    } finally {
      this.#opening = null;
    }
  }

  #giveUp(line: Line): void {
    if (!line.pulse.wasEverHeard && !this.#saidDeaf) this.#onDeaf();
    this.#saidDeaf ||= !line.pulse.wasEverHeard;
    this.#drop(line);
    void line.close();
  }

  #drop(line: Line): void {
    if (this.#line !== line) return;
    this.#wait();
    // Before the line goes, because afterwards nobody is told.
    this.tell('everything');
    this.#line = null;
  }

  #wait(): void {
    this.#nextTryAtMs = performance.now() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
