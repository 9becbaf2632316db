import { accessTexts } from './feature/access.ts';
import { accountTexts } from './feature/account.ts';
import { activityTexts } from './feature/activity.ts';
import { apiTokenTexts } from './feature/api-token.ts';
import { auditTexts } from './feature/audit.ts';
import { basicTexts } from './feature/basic.ts';
import { csrfTexts } from './feature/csrf.ts';
import { emailTexts } from './feature/email.ts';
import { fieldTexts } from './feature/field.ts';
import { frontEndsTexts } from './feature/front-ends.ts';
import { groupTexts } from './feature/group.ts';
import { idempotencyTexts } from './feature/idempotency.ts';
import { importSqliteTexts } from './feature/import-sqlite.ts';
import { invitationPageTexts } from './feature/invitation-pages.ts';
import { jwtTexts } from './feature/jwt.ts';
import { limitTexts } from './feature/limit.ts';
import { loginTexts } from './feature/login.ts';
import { maintenanceTexts } from './feature/maintenance.ts';
import { migrationTexts } from './feature/migration.ts';
import { noticeTexts } from './feature/notice.ts';
import { objectPermissionTexts } from './feature/object-permission.ts';
import { organizationTexts } from './feature/organization.ts';
import { organizationCommandTexts } from './feature/organization-commands.ts';
import { organizationPageTexts } from './feature/organization-pages.ts';
import { outboxTexts } from './feature/outbox.ts';
import { ownDataTexts } from './feature/own-data.ts';
import { passkeyTexts } from './feature/passkey.ts';
import { passwordTexts } from './feature/password.ts';
import { permissionTexts } from './feature/permission.ts';
import { pictureTexts } from './feature/picture.ts';
import { requestTexts } from './feature/request.ts';
import { resourceTexts } from './feature/resource.ts';
import { roleTexts } from './feature/role.ts';
import { roleCommandTexts } from './feature/role-commands.ts';
import { secondFactorTexts } from './feature/second-factor.ts';
import { sessionTexts } from './feature/session.ts';
import { signingKeyTexts } from './feature/signing-key.ts';
import { successTexts } from './feature/success.ts';
import { superuserTexts } from './feature/superuser.ts';
import { teamTexts } from './feature/team.ts';
import { ticketTexts } from './feature/ticket.ts';
import { userTexts } from './feature/user.ts';
import { webhookTexts } from './feature/webhook.ts';
import { webhookCommandTexts } from './feature/webhook-commands.ts';

/**
 * What the features say, in both languages; no key is in two of them (a test says so). What older ones say on pages and in e-mails is
 * still in the themes of each language, and so are commands that are no feature's.
 */
export const featureTexts = [
  fieldTexts,
  requestTexts,
  csrfTexts,
  accessTexts,
  limitTexts,
  idempotencyTexts,
  loginTexts,
  secondFactorTexts,
  passkeyTexts,
  accountTexts,
  userTexts,
  emailTexts,
  passwordTexts,
  jwtTexts,
  apiTokenTexts,
  basicTexts,
  ticketTexts,
  successTexts,
  frontEndsTexts,
  noticeTexts,
  pictureTexts,
  ownDataTexts,
  activityTexts,
  auditTexts,
  maintenanceTexts,
  outboxTexts,
  permissionTexts,
  migrationTexts,
  importSqliteTexts,
  objectPermissionTexts,
  groupTexts,
  roleTexts,
  roleCommandTexts,
  organizationTexts,
  organizationPageTexts,
  invitationPageTexts,
  organizationCommandTexts,
  teamTexts,
  resourceTexts,
  sessionTexts,
  signingKeyTexts,
  superuserTexts,
  webhookTexts,
  webhookCommandTexts,
] as const;
