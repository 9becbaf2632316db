import type { ChangeFeed, ChangeListener, Changes } from '../change-feed.ts';
import { Backoff } from './backoff.ts';
import type { ListeningConnection } from './listening-connection.ts';
import type { PostgresListener } from './postgres-listener.ts';

const CHANNEL = 'stagedoor_changes';
const NAME_AND_IDS = /^([a-z-]+)((?: [0-9]+)+)$/;
const LONGEST_PAUSE_MS = 60_000;

// A table without its triggers, or with triggers switched off, changes without a word.
const ARE_TRIGGERS_THERE = `
  select bool_and((select count(*) from pg_trigger
    where tgrelid = to_regclass(name) and tgname like 'stagedoor\\_tell\\_%' and tgenabled in ('O', 'A')) = wanted) as answer
  from unnest($1::text[], $2::int[]) as told (name, wanted)`;

/** Follows the notifications that triggers send at each commit. */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #listener: PostgresListener;
  readonly #triggers: Readonly<Record<string, number>>;
  readonly #followers: ChangeListener[] = [];
  #connection: ListeningConnection | null = null;
  /** Whether the triggers were there when the connection was made. */
  #isTold = false;
  #isAsking = false;
  readonly #backoff = new Backoff();

  /** @param triggers how many of which tables must be in place */
  constructor(listener: PostgresListener, triggers: Readonly<Record<string, number>>) {
    this.#listener = listener;
    this.#triggers = triggers;
    void listener.listen(CHANNEL, (payload) => this.tell(readChanges(payload)));
    listener.follow({
      onOpen: (connection) => {
        this.#connection = connection;
        void this.#askForTriggers(connection);
      },
      onLost: () => {
        // Before nobody is listening, because afterwards nobody is told.
        this.tell('everything');
        this.#connection = null;
        this.#isTold = false;
      },
    });
  }

  get isListening(): boolean {
    return this.#isTold && this.#listener.isListening;
  }

  isCurrent(): boolean {
    const isCurrent = this.#listener.isCurrent();
    if (this.#isTold) return isCurrent;
    if (this.#connection && this.#backoff.isOver(performance.now()))
      void this.#askForTriggers(this.#connection);
    return false;
  }

  follow(follower: ChangeListener): void {
    this.#followers.push(follower);
  }

  tell(changes: Changes): void {
    if (!this.isListening) return;
    for (const follower of this.#followers) follower.changed(changes);
  }

  async #askForTriggers(connection: ListeningConnection): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#backoff.wait(LONGEST_PAUSE_MS);
    const areThere = await this.#findTriggers(connection).catch(() => false);
    this.#isAsking = false;
    if (this.#connection !== connection) return;
    this.#isTold = areThere;
    if (areThere) this.#backoff.reset();
  }

  async #findTriggers(connection: ListeningConnection): Promise<boolean> {
    const { rows } = await connection.query<{ answer: boolean }>(ARE_TRIGGERS_THERE, [
      Object.keys(this.#triggers),
      Object.values(this.#triggers),
    ]);
    return rows[0]?.answer === true;
  }
}

/** `user 7 8` is two changes; a name alone stands for all of that name. */
function readChanges(payload: string): Changes {
  const [, name, ids] = NAME_AND_IDS.exec(payload) ?? [];
  if (name === undefined || ids === undefined) return 'everything';
  return ids
    .trim()
    .split(' ')
    .map((id) => `${name} ${id}`);
}
