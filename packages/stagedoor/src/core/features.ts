import { accessFeature } from './access/feature.ts';
import { activationFeature } from './account/activation/feature.ts';
import { emailFeature } from './account/email/feature.ts';
import { identityFeature } from './account/identity/feature.ts';
import { invitationFeature } from './account/invitation/feature.ts';
import { lifeFeature } from './account/life/feature.ts';
import { continuedLogInFeature } from './account/log-in/feature.ts';
import { noticeFeature } from './account/notice/feature.ts';
import { passwordFeature } from './account/password/feature.ts';
import { passwordResetFeature } from './account/password-reset/feature.ts';
import { profileFeature } from './account/profile/feature.ts';
import { signUpFeature } from './account/sign-up/feature.ts';
import { usernameFeature } from './account/username/feature.ts';
import { activityFeature } from './activity/feature.ts';
import { auditFeature } from './audit/feature.ts';
import { authenticationFeature } from './authentication/feature.ts';
import { eventFeature } from './event/feature.ts';
import { fileFeature } from './file/feature.ts';
import { groupFeature } from './group/feature.ts';
import { idempotencyFeature } from './idempotency/feature.ts';
import { limitFeature } from './limit/feature.ts';
import { linkFeature } from './link/feature.ts';
import { loginFeature } from './login/feature.ts';
import { maintenanceFeature } from './maintenance/feature.ts';
import { objectPermissionFeature } from './object-permission/feature.ts';
import { organizationFeature } from './organization/feature.ts';
import { outboxFeature } from './outbox/feature.ts';
import { passkeyFeature } from './passkey/feature.ts';
import { pictureFeature } from './picture/feature.ts';
import { policyFeature } from './policy/feature.ts';
import { roleFeature } from './role/feature.ts';
import { secondFactorFeature } from './second-factor/feature.ts';
import { sessionFeature } from './session/feature.ts';
import { teamFeature } from './team/feature.ts';
import { apiTokenFeature } from './token/api-token/feature.ts';
import { jwtFeature } from './token/jwt/feature.ts';
import { personalTokenFeature } from './token/personal-token/feature.ts';
import { signingKeyFeature } from './token/signing-key/feature.ts';
import { ticketFeature } from './token/ticket/feature.ts';
import { userFeature } from './user/feature.ts';
import { webhookFeature } from './webhook/feature.ts';

/**
 * The features of accounts, whose records are folded over wherever something is asked of all of them. A new one is its folder and its line
 * here; the parts of a download of data come in this order.
 */
export const accountFeatures = [
  signUpFeature,
  invitationFeature,
  profileFeature,
  noticeFeature,
  emailFeature,
  identityFeature,
  sessionFeature,
  secondFactorFeature,
  passkeyFeature,
  personalTokenFeature,
  activityFeature,
  lifeFeature,
  activationFeature,
  usernameFeature,
  passwordFeature,
  passwordResetFeature,
  userFeature,
  accessFeature,
  objectPermissionFeature,
  groupFeature,
  roleFeature,
  policyFeature,
  organizationFeature,
  teamFeature,
  pictureFeature,
  fileFeature,
  linkFeature,
  loginFeature,
  continuedLogInFeature,
  authenticationFeature,
  jwtFeature,
  apiTokenFeature,
  ticketFeature,
  signingKeyFeature,
  limitFeature,
  idempotencyFeature,
  outboxFeature,
  eventFeature,
  webhookFeature,
  auditFeature,
  maintenanceFeature,
] as const;
