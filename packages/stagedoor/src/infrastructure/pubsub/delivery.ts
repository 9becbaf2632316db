import type { Subscriber } from '../../core/kernel/pub-sub.ts';
import { fromText } from './message.ts';

const MOST_WAITING = 1_000;

/** The line of one subscriber: what it is slow with keeps nobody else waiting, and fills no memory. */
export class Delivery {
  readonly #subscriber: Subscriber;
  readonly #onFault: (error: unknown) => void;
  /** Null stands for messages that were lost. */
  #waiting: (string | null)[] = [];
  #isRunning = false;
  #isEnded = false;

  constructor(subscriber: Subscriber, onFault: (error: unknown) => void) {
    this.#subscriber = subscriber;
    this.#onFault = onFault;
  }

  message(text: string): void {
    if (this.#waiting.length >= MOST_WAITING) this.#waiting = [null];
    this.#put(text);
  }

  missed(): void {
    // Of what waits it is told once, by reading again.
    this.#waiting = [];
    this.#put(null);
  }

  end(): void {
    this.#isEnded = true;
    this.#waiting = [];
  }

  #put(entry: string | null): void {
    if (this.#isEnded) return;
    this.#waiting.push(entry);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    // Whoever publishes goes on before anybody is told.
    await null;
    for (let entry = this.#waiting.shift(); entry !== undefined; entry = this.#waiting.shift())
      await this.#tell(entry);
    this.#isRunning = false;
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
