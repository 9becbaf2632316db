import type { Lock } from './locks-in.ts';

// In a file of its own, because it is published: beside what migrates it would bring the types of both drivers along.

export interface MigrationState {
  readonly app: string;
  readonly name: string;
  /** Null while it is pending. */
  readonly appliedAt: Date | null;
}

/** How far to go: an application's steps up to one of them (its name or how it begins, or `zero`), or up to its last. */
export interface MigrationTarget {
  readonly app: string;
  readonly name?: string;
}

/**
 * `note` only writes down that a step was taken, or was not: for tables that are as they shall be already. `take-over` runs steps, but
 * makes tables that are there, and hold what is declared, ours with all their rows.
 */
export type HowTaken = 'run' | 'note' | 'take-over';

/** What is asked of a run. */
export interface MigrationWish {
  /** Left out, all that is missing is done. */
  readonly target?: MigrationTarget;
  /** How the steps of the site are taken; those of accounts are always run. */
  readonly how?: HowTaken;
}

/** What a run did. `noted`: nothing was made, for it was there already. */
export interface MigrationMade extends MigrationMove {
  readonly outcome: 'done' | 'noted';
}

/** What a run did, or would do. */
export interface MigrationMove {
  readonly app: string;
  readonly name: string;
  readonly direction: 'forward' | 'backward';
}

/** What a step does, in sentences, which of it takes away what people have written, and whom it holds up on PostgreSQL. */
export interface StepEffects {
  readonly does: readonly string[];
  readonly loses: readonly string[];
  readonly locks: readonly Lock[];
}

/** What a run would do. `one-way`: it would have to take back a step that nothing takes back. */
export interface PlannedMove extends MigrationMove, StepEffects {
  readonly way: 'open' | 'one-way';
}

/** `app`: no such application has steps; `name`: it has no such step; `several`: that may be several of its steps. */
export interface UnknownMigration {
  readonly kind: 'unknown';
  readonly why: 'app' | 'name' | 'several';
  /** What there is. */
  readonly known: readonly string[];
}
