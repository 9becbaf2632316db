import type { CredentialHandlers } from './credential.ts';
import type { ExpireCount, Fate, Leaving, Resealed } from './feature-records.ts';
import type { StageRecord } from './stage.ts';
import type { Transact } from './transact.ts';

/**
 * The kinds of jobs, each with what it carries beside its name. A feature adds its own in its `feature.ts`, by
 * `declare module`: what is put into the outbox is then checked where it is put in and where it is done.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface JobKinds {}

/** The actions that leave a row in the audit log; each feature adds its own, likewise. */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface AuditActions {}

/** Those of them that listeners are told of, each feature its own. What an event says stands in `core/event/account-event-of.ts`. */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface ToldActions {}

/** What a handler may know of the try that it is. */
export interface JobTry<Stores> {
  /** Fires when the job's time is up (20 s) or the process stops. */
  readonly signal: AbortSignal;
  /** A transaction that finishes the job too: what is written in it is written once, wherever the process dies. */
  readonly transact: Transact<Stores>;
}

/** How jobs are done, each by its kind. Throwing means "later". */
export type JobHandlers<Ports, Stores> = {
  readonly [Name in keyof JobKinds]?: (
    ports: Ports,
    job: JobKinds[Name],
    run: JobTry<Stores>,
  ) => Promise<unknown>;
};

type SettingsOf<Ports> = Ports extends { readonly settings: infer Settings } ? Settings : never;

export interface ScheduledJobKind {
  /** In UTC, five fields: `0 * * * *` is each full hour. */
  readonly cron: string;
  readonly job: keyof JobKinds;
}

/**
 * A feature of accounts, as its folder says it: what can be done with it, and what is done over all features alike. Each folder of
 * core has one in its `feature.ts`; `core/features.ts` lists them. What a site's own features say beside is in `defineFeature`.
 */
export interface AccountFeature<Ports, Stores> {
  readonly name: string;
  /** By the group in which callers find them: `useCases.session.list(…)`. Features may share a group. */
  readonly useCases?: {
    readonly [group: string]: { readonly [name: string]: (ports: Ports, input: never) => unknown };
  };
  /** The kinds of credentials that log somebody in by this feature, each with how it is asked about. */
  readonly credentials?: CredentialHandlers<Ports>;
  readonly jobs?: JobHandlers<Ports, Stores>;
  /** Jobs that come by themselves, with these settings. */
  schedule?(settings: SettingsOf<Ports>): readonly ScheduledJobKind[];
  readonly auditActions?: readonly (keyof AuditActions)[];
  /** What a log-in may have to pass. */
  readonly stages?: readonly StageRecord[];
  /** What is kept of a user, for the download of their data: plain JSON values with snake_case names, and no secret. */
  exportOf?(ports: Ports, userId: number): Promise<Readonly<Record<string, unknown>>>;
  /** Removes what is kept no longer, at most `most` of it, and answers how many went: asked again until there are fewer. */
  expire?(ports: Ports, upTo: { readonly now: Date; readonly most: number }): Promise<number>;
  /** Under what the operator is told how much of it went; what is left out is told to nobody. */
  readonly expireCounts?: ExpireCount;
  /** Seals what it keeps encrypted, and what has no end by itself, under the current CRYPTOGRAPHY_KEY. */
  reseal?(ports: Ports): Promise<Resealed>;
  /** Before anything of a user is forgotten, in the same transaction: what others have a part in becomes theirs, or ends. */
  handOver?(stores: Stores, leaving: Leaving, ports: Ports): Promise<readonly Fate[]>;
  /** Before a user's rows go, in the transaction that removes them: for what no `on delete cascade` takes along. */
  forget?(stores: Stores, leaving: Leaving, ports: Ports): Promise<unknown>;
}
