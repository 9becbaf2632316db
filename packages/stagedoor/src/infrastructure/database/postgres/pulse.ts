/** Under the second that is promised, so that the answer too leaves within it. */
const FRESH_MS = 900;
const EVERY_MS = 300;
/** So long after the database took a pulse it must have come back, or nothing else will either. */
const DEAF_AFTER_MS = 2_000;

interface Sent {
  readonly number: number;
  readonly sentAtMs: number;
  readonly sentOn: number;
  takenAtMs: number | null;
}

/**
 * Sends a numbered notification around through the database and knows when the last one that came back had set out.
 * Notifications arrive in the order of their commits, so by then everything committed before that moment had arrived.
 */
export class Pulse {
  readonly #send: (payload: string) => Promise<unknown>;
  #number = 0;
  #sent: Sent | null = null;
  #nextAtMs = 0;
  #heard: Pick<Sent, 'sentAtMs' | 'sentOn'> | null = null;

  constructor(send: (payload: string) => Promise<unknown>) {
    this.#send = send;
  }

  /** By both clocks: one of them stands still while a machine sleeps, the other may be set. */
  isFresh(nowMs: number): boolean {
    const heard = this.#heard;
    return heard !== null && nowMs - heard.sentAtMs < FRESH_MS && Date.now() - heard.sentOn < FRESH_MS;
  }

  get wasEverHeard(): boolean {
    return this.#heard !== null;
  }

  isLost(nowMs: number): boolean {
    const takenAtMs = this.#sent?.takenAtMs ?? null;
    return takenAtMs !== null && nowMs - takenAtMs > DEAF_AFTER_MS;
  }

  beat(nowMs: number): void {
    if (this.#sent !== null || nowMs < this.#nextAtMs) return;
    this.#nextAtMs = nowMs + EVERY_MS;
    this.#number += 1;
    const sent: Sent = { number: this.#number, sentAtMs: nowMs, sentOn: Date.now(), takenAtMs: null };
    this.#sent = sent;
    this.#send(String(sent.number)).then(
      () => {
        sent.takenAtMs = performance.now();
      },
      // A database that takes no pulse fails the requests too, and they say so.
      () => this.#forget(sent),
    );
  }

  hear(payload: string): void {
    const sent = this.#sent;
    if (sent === null || payload !== String(sent.number)) return;
    this.#heard = sent;
    this.#forget(sent);
  }

  #forget(sent: Sent): void {
    if (this.#sent === sent) this.#sent = null;
  }
}
