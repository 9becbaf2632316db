import type { AllOf } from '../core/kernel/all-of.ts';
import { activationSettings } from './activation/settings.ts';
import { activitySettings } from './activity/settings.ts';
import { apiSettings } from './api/settings.ts';
import { apiTokenSettings } from './api-token/settings.ts';
import { auditSettings } from './audit/settings.ts';
import { backendSettings } from './backend/settings.ts';
import { brandingSettings } from './branding/settings.ts';
import { corsSettings } from './cors/settings.ts';
import { csrfSettings } from './csrf/settings.ts';
import type { SettingsRecord } from './define-settings.ts';
import { emailSettings } from './email/settings.ts';
import { externalApiSettings } from './external-api/settings.ts';
import { frontEndsSettings } from './front-ends/settings.ts';
import { jwtSettings } from './jwt/settings.ts';
import { ldapSettings } from './ldap/settings.ts';
import { limitSettings } from './limit/settings.ts';
import { loginSettings } from './login/settings.ts';
import { mailSettings } from './mail/settings.ts';
import { monitoringSettings } from './monitoring/settings.ts';
import { organizationSettings } from './organization/settings.ts';
import { passwordSettings } from './password/settings.ts';
import { passwordResetSettings } from './password-reset/settings.ts';
import { pictureSettings } from './picture/settings.ts';
import { remoteUserSettings } from './remote-user/settings.ts';
import { secretKeySettings } from './secret-key/settings.ts';
import { serverSettings } from './server/settings.ts';
import { sessionSettings } from './session/settings.ts';
import type { SettingsTable } from './setting-kind.ts';
import { signUpSettings } from './sign-up/settings.ts';
import { storageSettings } from './storage/settings.ts';
import { ticketSettings } from './ticket/settings.ts';
import { tokenCookieSettings } from './token-cookie/settings.ts';
import { webhookSettings } from './webhook/settings.ts';

/**
 * Every environment variable that Stagedoor reads, by the features that read them. Where a name exists in Django it is Django's,
 * with Django's unit; every other name says its unit. `docs/reference/configuration.md` is made from this list, in this order. What
 * is wrong, or weak, about what they say is in the `rules.ts` beside each `settings.ts`.
 */
export const settingRecords = [
  serverSettings,
  monitoringSettings,
  brandingSettings,
  apiSettings,
  corsSettings,
  storageSettings,
  secretKeySettings,
  mailSettings,
  loginSettings,
  signUpSettings,
  activationSettings,
  passwordResetSettings,
  emailSettings,
  activitySettings,
  auditSettings,
  passwordSettings,
  sessionSettings,
  csrfSettings,
  tokenCookieSettings,
  jwtSettings,
  apiTokenSettings,
  ticketSettings,
  frontEndsSettings,
  backendSettings,
  externalApiSettings,
  ldapSettings,
  remoteUserSettings,
  organizationSettings,
  pictureSettings,
  webhookSettings,
  limitSettings,
] as const satisfies readonly SettingsRecord<SettingsTable>[];

type Tables = (typeof settingRecords)[number]['settings'];

/** All settings by name. */
export const settingsTable = Object.assign(
  {},
  ...settingRecords.map(({ settings }) => settings),
) as AllOf<Tables>;
export type SettingName = keyof typeof settingsTable;
