import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';

/** One step that `migrate` would take: a migration, or the column of a declared extra field (app `auth_user`). */
export interface PendingStep {
  readonly app: string;
  readonly name: string;
}

/** What the database still lacks, in the order it would be done. */
export async function pendingSteps({
  migrations,
}: Pick<Stagedoor, 'migrations'>): Promise<readonly PendingStep[]> {
  return (await migrations.list()).filter(({ appliedAt }) => appliedAt === null);
}
