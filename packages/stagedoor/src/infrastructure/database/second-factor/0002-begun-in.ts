import type { MigrationStep } from '../migration.ts';

/** Which session began to set an app up: its key is shown in that one alone. */
export const begunIn: MigrationStep = {
  name: '0002_begun_in',
  statements: () => ['alter table stagedoor_totp_device add column begun_in bigint'],
};
