import { Backoff } from './backoff.ts';
import {
  type ListeningConnection,
  type ListeningOptions,
  openListeningConnection,
} from './listening-connection.ts';

/** Requests that come closer than this are traffic; one now and then makes no connection. */
const BUSY_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_HELD_MS = 1_000;
const TICK_MS = 300;

/** Somebody for whom the connection is made. */
export interface ConnectionFollower {
  /** Its channels are listened to from now on. */
  onOpen(connection: ListeningConnection): void;
  /** Nothing is heard any more; called while the connection still counts as open. */
  onLost(): void;
}

/**
 * The one connection of a process that listens to notifications of PostgreSQL, made again whenever it ends or nothing arrives on it.
 *
 * Without anybody who holds it, it has no timers: it is made, kept alive and made again by the requests that ask `isCurrent`, so an
 * idle process costs the database nothing, and a dead connection is noticed by those whom it concerns.
 */
export class PostgresListener {
  readonly #options: ListeningOptions;
  readonly #onSilence: () => void;
  readonly #followers: ConnectionFollower[] = [];
  readonly #channels = new Map<string, (payload: string) => void>();
  #connection: ListeningConnection | null = null;
  #opening: Promise<void> | null = null;
  #holders = 0;
  #timer: NodeJS.Timeout | undefined;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  readonly #backoff = new Backoff();
  #saidSilence = false;
  #isClosed = false;

  /** @param onSilence Called, once, where connections are made but nothing arrives on them. */
  constructor(options: ListeningOptions, onSilence: () => void) {
    this.#options = options;
    this.#onSilence = onSilence;
  }

  get isListening(): boolean {
    return this.#connection !== null;
  }

  /** Whether everything committed up to a second ago has been heard. The question itself keeps the connection going. */
  isCurrent(): boolean {
    const nowMs = performance.now();
    const isBusy = nowMs - this.#askedAtMs < BUSY_MS;
    this.#askedAtMs = nowMs;
    if (isBusy) this.#keepGoing(nowMs);
    return this.#connection?.heartbeat.isFresh(nowMs) ?? false;
  }

  follow(follower: ConnectionFollower): void {
    this.#followers.push(follower);
  }

  /** Resolves when the channel is heard, or could not be: then it is on the next connection. */
  async listen(channel: string, onNotification: (payload: string) => void): Promise<void> {
    this.#channels.set(channel, onNotification);
    await this.#opening;
    await this.#connection?.listen(channel).catch(() => undefined);
  }

  async unlisten(channel: string): Promise<void> {
    this.#channels.delete(channel);
    await this.#connection?.unlisten(channel).catch(() => undefined);
  }

  /** Has the connection made and kept until it is released, whether requests come or not. Resolves after the first try. */
  async hold(): Promise<void> {
    this.#holders += 1;
    this.#timer ??= setInterval(() => this.#keepGoing(performance.now()), TICK_MS).unref();
    this.#keepGoing(performance.now());
    await this.#opening;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    await this.#opening;
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }

  #keepGoing(nowMs: number): void {
    if (this.#connection === null) {
      if (this.#backoff.isOver(nowMs) && !this.#isClosed) this.#opening ??= this.#open();
      return;
    }
    const { heartbeat } = this.#connection;
    if (heartbeat.isLost(nowMs)) this.#giveUp(this.#connection);
    else heartbeat.beat(nowMs);
  }

  async #open(): Promise<void> {
    this.#wait();
    try {
      const connection = await openListeningConnection(this.#options, this.#channels.keys(), {
        onNotification: (channel, payload) => this.#channels.get(channel)?.(payload),
        onHeartbeat: () => this.#backoff.reset(),
        onEnd: (ended) => this.#drop(ended),
      });
      if (this.#isClosed) return await connection.close();
      this.#connection = connection;
      for (const follower of this.#followers) follower.onOpen(connection);
    } catch {
      // Tried again later, after a pause.
    } finally {
      this.#opening = null;
    }
  }

  #giveUp(connection: ListeningConnection): void {
    const { wasEverReceived } = connection.heartbeat;
    if (!wasEverReceived && !this.#saidSilence) this.#onSilence();
    this.#saidSilence ||= !wasEverReceived;
    this.#drop(connection);
    void connection.close();
  }

  #drop(connection: ListeningConnection): void {
    if (this.#connection !== connection) return;
    this.#wait();
    for (const follower of this.#followers) follower.onLost();
    this.#connection = null;
  }

  #wait(): void {
    this.#backoff.wait(this.#holders > 0 ? LONGEST_PAUSE_HELD_MS : LONGEST_PAUSE_MS);
  }
}
