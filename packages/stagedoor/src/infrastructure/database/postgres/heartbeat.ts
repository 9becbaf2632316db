/** Under the second that is promised, so that the answer too leaves within it. */
const FRESH_MS = 900;
const EVERY_MS = 300;
/** So long after the database took a beat it must have come back, or nothing else will either. */
const LOST_AFTER_MS = 2_000;

interface Beat {
  readonly number: number;
  readonly sentAtMs: number;
  readonly sentOn: number;
  takenAtMs: number | null;
}

/**
 * Sends a numbered notification around through the database and knows when the last one that came back had set out.
 * Notifications arrive in the order of their commits, so by then everything committed before that moment had arrived.
 */
export class Heartbeat {
  readonly #send: (payload: string) => Promise<unknown>;
  #number = 0;
  #underWay: Beat | null = null;
  #nextAtMs = 0;
  #received: Pick<Beat, 'sentAtMs' | 'sentOn'> | null = null;

  constructor(send: (payload: string) => Promise<unknown>) {
    this.#send = send;
  }

  /** By both clocks: one of them stands still while a machine sleeps, the other may be set. */
  isFresh(nowMs: number): boolean {
    const received = this.#received;
    return (
      received !== null && nowMs - received.sentAtMs < FRESH_MS && Date.now() - received.sentOn < FRESH_MS
    );
  }

  get wasEverReceived(): boolean {
    return this.#received !== null;
  }

  isLost(nowMs: number): boolean {
    const takenAtMs = this.#underWay?.takenAtMs ?? null;
    return takenAtMs !== null && nowMs - takenAtMs > LOST_AFTER_MS;
  }

  /** Sends the next one if it is time. */
  beat(nowMs: number): void {
    if (this.#underWay !== null || nowMs < this.#nextAtMs) return;
    this.#nextAtMs = nowMs + EVERY_MS;
    this.#number += 1;
    const sent: Beat = { number: this.#number, sentAtMs: nowMs, sentOn: Date.now(), takenAtMs: null };
    this.#underWay = sent;
    this.#send(String(sent.number)).then(
      () => {
        sent.takenAtMs = performance.now();
      },
      // A database that takes no beat fails the requests too, and they say so.
      () => this.#forget(sent),
    );
  }

  receive(payload: string): void {
    const sent = this.#underWay;
    if (sent === null || payload !== String(sent.number)) return;
    this.#received = sent;
    this.#forget(sent);
  }

  #forget(sent: Beat): void {
    if (this.#underWay === sent) this.#underWay = null;
  }
}
