// In a file of its own, because it is published: beside what migrates it would bring the types of both drivers along.

export interface MigrationState {
  readonly app: string;
  readonly name: string;
  /** Null while it is pending. */
  readonly appliedAt: Date | null;
}
