import { activationRules } from './activation/rules.ts';
import { apiRules } from './api/rules.ts';
import { apiTokenRules } from './api-token/rules.ts';
import { backendRules } from './backend/rules.ts';
import type { Config } from './complete-config.ts';
import { cookieProblems } from './cookie-problems.ts';
import { corsRules } from './cors/rules.ts';
import { csrfRules } from './csrf/rules.ts';
import { externalApiRules } from './external-api/rules.ts';
import { frontEndsRules } from './front-ends/rules.ts';
import { jwtRules } from './jwt/rules.ts';
import { ldapRules } from './ldap/rules.ts';
import { limitRules } from './limit/rules.ts';
import { loginRules } from './login/rules.ts';
import { mailRules } from './mail/rules.ts';
import { monitoringRules } from './monitoring/rules.ts';
import { passwordRules } from './password/rules.ts';
import { passwordResetRules } from './password-reset/rules.ts';
import { remoteUserRules } from './remote-user/rules.ts';
import { secretKeyRules } from './secret-key/rules.ts';
import { serverRules } from './server/rules.ts';
import { sessionRules } from './session/rules.ts';
import type { Need, SettingRules } from './setting-rules.ts';
import type { SettingName } from './settings-table.ts';
import { signUpRules } from './sign-up/rules.ts';
import { storageRules } from './storage/rules.ts';
import { tokenCookieRules } from './token-cookie/rules.ts';
import { webhookRules } from './webhook/rules.ts';

/**
 * What the features say of their settings, in the order in which it is told. A list of its own beside that of the settings, because
 * rules speak of the configuration, whose type is made of all the settings.
 */
const rules: readonly SettingRules[] = [
  // What makes others weaker is told before them.
  frontEndsRules,
  secretKeyRules,
  serverRules,
  storageRules,
  mailRules,
  monitoringRules,
  apiRules,
  corsRules,
  csrfRules,
  // Of all cookies together: no two may have one name.
  { problems: cookieProblems },
  loginRules,
  signUpRules,
  activationRules,
  passwordRules,
  passwordResetRules,
  sessionRules,
  jwtRules,
  tokenCookieRules,
  apiTokenRules,
  backendRules,
  externalApiRules,
  ldapRules,
  remoteUserRules,
  webhookRules,
  limitRules,
];

/** What counts only beside another setting. `docs/reference/configuration.md` says it of each. */
export const needs: Readonly<Partial<Record<SettingName, Need>>> = Object.assign(
  {},
  ...rules.map((one) => one.needs),
);

/** What makes the settings impossible together, in any mode. */
export function settingProblems(config: Config): string[] {
  return rules.flatMap((one) => one.problems?.(config) ?? []);
}

/** What production refuses: weak or missing secrets, plain http, hosts that anybody may claim, no mail server, storage in clear. */
export function productionProblems(config: Config): string[] {
  return rules.flatMap((one) => one.productionProblems?.(config) ?? []);
}

/** Settings in force that are weaker than the default, one readable line each; boot prints them. */
export function weakenings(config: Config): string[] {
  return rules.flatMap((one) => one.weakenings?.(config) ?? []);
}

/**
 * What `check --deploy` says: everything that production refuses, whatever the mode now, and what works there but not
 * as well as it could. Empty when nothing is left to say.
 */
export function deployProblems(config: Config): string[] {
  const hints = rules.flatMap((one) => one.deployHints?.(config) ?? []);
  // What production refuses is only weaker elsewhere, and named once.
  return [...new Set([...productionProblems(config), ...hints, ...weakenings(config)])];
}
