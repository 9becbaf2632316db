import type { Migration } from '../migration.ts';
import { initial } from './0001-initial.ts';
import { rowVersions } from './0002-row-versions.ts';
import { appendOnlyAudit } from './0003-append-only-audit.ts';
import { requests } from './0004-requests.ts';
import { pendingStage } from './0005-pending-stage.ts';
import { changeNotifications } from './0006-change-notifications.ts';
import { tokens } from './0008-tokens.ts';
import { signingKeys } from './0009-signing-keys.ts';
import { auditCut } from './0010-audit-cut.ts';
import { requestLogs } from './0011-request-logs.ts';
import { tickets } from './0012-tickets.ts';
import { unprovedAddresses } from './0014-unproved-addresses.ts';
import { lettersLeft } from './0017-letters-left.ts';
import { timeZones } from './0020-time-zones.ts';
import { jobsQueued } from './0021-jobs-queued.ts';
import { welcomes } from './0022-welcomes.ts';
import { flows } from './0023-flows.ts';
import { authenticationMethods } from './0024-authentication-methods.ts';
import { identities } from './0027-identities.ts';
import { accessVersion } from './0028-access-version.ts';

/**
 * The steps of accounts up to 0028, in the order of their numbers: what a database may have by now. They stay as they are, and none is
 * added: what a feature needs from now on is in its own record. 0007, 0013, 0015, 0016, 0018, 0019, 0025 and 0026 were never published.
 */
export const publishedMigrations: readonly Migration[] = [
  initial,
  rowVersions,
  appendOnlyAudit,
  requests,
  pendingStage,
  changeNotifications,
  tokens,
  signingKeys,
  auditCut,
  requestLogs,
  tickets,
  unprovedAddresses,
  lettersLeft,
  timeZones,
  jobsQueued,
  welcomes,
  flows,
  authenticationMethods,
  identities,
  accessVersion,
];
