import type { Subscriber } from '../../core/kernel/pub-sub.ts';
import { fromText } from './message.ts';

const MOST_WAITING = 1_000;
const MOST_BYTES_WAITING = 1_048_576;

/** The queue of one subscriber: what it is slow with keeps nobody else waiting, and fills no memory. */
export class Delivery {
  readonly #subscriber: Subscriber;
  readonly #onFault: (error: unknown) => void;
  /** Null stands for messages that were lost. */
  #waiting: (string | null)[] = [];
  #bytesWaiting = 0;
  #isRunning = false;
  #isEnded = false;

  constructor(subscriber: Subscriber, onFault: (error: unknown) => void) {
    this.#subscriber = subscriber;
    this.#onFault = onFault;
  }

  message(text: string): void {
    const isFull =
      this.#waiting.length >= MOST_WAITING || this.#bytesWaiting + text.length > MOST_BYTES_WAITING;
    if (isFull) this.missed();
    this.#put(text);
  }

  missed(): void {
    // What waits is read again as well.
    this.#empty();
    this.#put(null);
  }

  end(): void {
    this.#isEnded = true;
    this.#empty();
  }

  #put(entry: string | null): void {
    if (this.#isEnded) return;
    this.#waiting.push(entry);
    this.#bytesWaiting += entry?.length ?? 0;
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Whoever publishes goes on before anybody is told.
    await null;
    for (let entry = this.#take(); entry !== undefined; entry = this.#take()) await this.#tell(entry);
    this.#isRunning = false;
  }

  #take(): string | null | undefined {
    const entry = this.#waiting.shift();
    this.#bytesWaiting -= entry?.length ?? 0;
    return entry;
  }

  #empty(): void {
    this.#waiting = [];
    this.#bytesWaiting = 0;
  }

  async #tell(entry: string | null): Promise<void> {
    try {
      if (entry === null) await this.#subscriber.onMissed?.();
      else await this.#subscriber.onMessage(fromText(entry));
    } catch (error) {
      this.#onFault(error);
    }
  }
}
