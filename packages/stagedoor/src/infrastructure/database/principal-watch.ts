import type { Clock } from '../../core/kernel/clock.ts';
import type { Principal } from '../../core/session/session.ts';
import { type ChangeListener, type Changes, changesOf } from './change-feed.ts';

/** Somebody is told of everything no more often than this, however busy the database is. */
const ALL_EVERY_MS = 500;

/** What knows of changes. */
export interface WatchedDatabase {
  /** How often it is to be asked. */
  readonly everyMs: number;
  /** Whether all that was committed up to a second ago has been told, or that nothing was since it was asked last. */
  isCurrent(): boolean;
  follow(follower: ChangeListener): void;
}

/** Who is watched. */
interface Watched {
  /** When what they came with ends by its time, as far as is known by now. */
  endsAtMs(): number;
  onChange(): unknown;
}

interface Watcher {
  readonly parts: readonly string[];
  readonly watched: Watched;
}

/**
 * Who must ask again who somebody is, because what that rests on may have changed: for what lasts longer than a request, such as an open
 * WebSocket. Whoever is told asks as a request does, by the credential; nothing is said of what changed.
 */
export class PrincipalWatch {
  readonly #database: WatchedDatabase;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #watchers = new Set<Watcher>();
  readonly #byPart = new Map<string, Set<Watcher>>();
  readonly #due = new Set<Watcher>();
  #timer: NodeJS.Timeout | undefined;
  #isFollowing = false;
  /** Whether something was committed that nobody was told of. */
  #isBehind = false;
  #toldAllAtMs = Number.NEGATIVE_INFINITY;
  #toldEndedAtMs = Number.NEGATIVE_INFINITY;

  constructor(database: WatchedDatabase, clock: Clock, onFault: (error: unknown) => void) {
    this.#database = database;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /**
   * Calls `onChange` within a second after a session ended, by its time too, an account was closed or what they may changed, on whatever node;
   * soon after it was asked to watch, and now and then, without need. Answers what stops it.
   */
  watch(principal: Principal, watched: Watched): () => void {
    const watcher: Watcher = { parts: changesOf(principal), watched };
    this.#watchers.add(watcher);
    for (const part of watcher.parts)
      this.#byPart.set(part, (this.#byPart.get(part) ?? new Set()).add(watcher));
    this.#start();
    // Something may have changed between the reading of the principal and now.
    this.#put([watcher]);
    return () => this.#remove(watcher);
  }

  close(): void {
    for (const watcher of this.#watchers) this.#remove(watcher);
  }

  #start(): void {
    const database = this.#database;
    if (!this.#isFollowing) database.follow({ changed: (changes) => this.#tell(changes) });
    this.#isFollowing = true;
    this.#timer ??= setInterval(() => this.#look(), database.everyMs).unref();
  }

  #remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    this.#due.delete(watcher);
    for (const part of watcher.parts) {
      const ofPart = this.#byPart.get(part);
      if (ofPart?.delete(watcher) && ofPart.size === 0) this.#byPart.delete(part);
    }
    if (this.#watchers.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    // Kept until it is told: whoever is asked twice may call the second time what it was not the first.
    this.#isBehind ||= !this.#database.isCurrent();
    const isTime = performance.now() - this.#toldAllAtMs >= ALL_EVERY_MS;
    if (this.#isBehind && isTime) this.#tell('everything');
    this.#tellEnded();
  }

  /** Time passes without a commit. Who was told and is not over by then is told again a little later. */
  #tellEnded(): void {
    if (performance.now() - this.#toldEndedAtMs < ALL_EVERY_MS) return;
    this.#toldEndedAtMs = performance.now();
    const nowMs = this.#clock.now().getTime();
    this.#put([...this.#watchers].filter(({ watched }) => watched.endsAtMs() <= nowMs));
  }

  #tell(changes: Changes): void {
    if (changes === 'everything') {
      this.#toldAllAtMs = performance.now();
      this.#isBehind = false;
    }
    const told =
      changes === 'everything'
        ? this.#watchers
        : changes.flatMap((change) => [...(this.#byPart.get(change) ?? [])]);
    this.#put(told);
  }

  /** What one turn brings is told once. */
  #put(watchers: Iterable<Watcher>): void {
    for (const watcher of watchers) {
      if (this.#due.size === 0) setImmediate(() => this.#callDue());
      this.#due.add(watcher);
    }
  }

  #callDue(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const watcher of due) void this.#call(watcher);
  }

  async #call(watcher: Watcher): Promise<void> {
    if (!this.#watchers.has(watcher)) return;
    try {
      await watcher.watched.onChange();
    } catch (error) {
      this.#onFault(error);
    }
  }
}
