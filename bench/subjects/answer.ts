/** What a subject prints once it listens: how to ask it for each kind of work. */
export interface Work {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /**
   * `{n}` becomes a number that no other request of the run carries; `{user}` that of the next user in turn, from 1 on;
   * `{token}` the next one of `chain`.
   */
  readonly body?: string;
  readonly chain?: Chain;
}

/** Tokens that are good once, and the field of each answer that brings the one to go on with. */
export interface Chain {
  readonly tokens: readonly string[];
  readonly field: string;
}

export interface Ready {
  readonly port: number;
  readonly work: Readonly<Record<string, Work>>;
}

/** Tells the runner that the subject listens. */
export function announce(ready: Ready): void {
  process.stdout.write(`${JSON.stringify(ready)}\n`);
}

/** How many users (and sessions) the subject's database holds before the run. */
export const userCount = Number(process.env.BENCH_USERS ?? 1_000);
/** How many families of refresh tokens the subject starts with; each is exchanged by one request at a time. */
export const familyCount = Number(process.env.BENCH_FAMILIES ?? 0);
export const password = 'a quiet lamp by the stage door';
