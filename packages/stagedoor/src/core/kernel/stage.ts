/** What our own stages are called, as clients are told it; each feature adds its own by `declare module`, as kinds of jobs. */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface StageNames {}

/**
 * What a person must still do before a log-in opens everything: a stage of ours, or one of a site's feature, under the feature's
 * name and its own.
 */
export type PendingStage = keyof StageNames | `${string}.${string}`;

/**
 * What a stage waits before. `entry`: nothing is opened until it is passed, and what was asked for is kept as a flow meanwhile;
 * for what proves more of who it is. `use`: a browser's session is opened, and opens only what serves the stage; nobody is given
 * a token. For what changes the account.
 */
export type StageTime = 'entry' | 'use';

/** A stage as a feature's record lists it; who asks it and with what is said where log-ins are (`session/stage.ts`). */
export interface StageRecord {
  readonly name: PendingStage;
  readonly before: StageTime;
  isDue(flow: never, given: never): boolean | Promise<boolean>;
}
