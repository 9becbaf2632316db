const FIRST_PAUSE_MS = 250;

/** The pauses between tries, each twice as long as the one before it. */
export class Backoff {
  #pauseMs = FIRST_PAUSE_MS;
  #nextTryAtMs = 0;

  /** Whether it is time to try. */
  isOver(nowMs: number): boolean {
    return nowMs >= this.#nextTryAtMs;
  }

  /** Begins the next pause. */
  wait(longestMs: number): void {
    const pauseMs = Math.min(this.#pauseMs, longestMs);
    this.#nextTryAtMs = performance.now() + pauseMs;
    this.#pauseMs = Math.min(pauseMs * 2, longestMs);
  }

  /** What was tried works: the next pause is short again. */
  reset(): void {
    this.#pauseMs = FIRST_PAUSE_MS;
  }
}
