import type { Need, SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

const djRestAuth: Need = {
  words: 'DJ_REST_AUTH_PATH',
  isMet: ({ djRestAuthPath }) => djRestAuthPath !== null,
};

export const frontEndsRules: SettingRules = {
  needs: {
    DJ_REST_AUTH_REGISTRATION_PATH: djRestAuth,
    DJ_REST_AUTH_TOKENS: djRestAuth,
    OLD_PASSWORD_FIELD_ENABLED: djRestAuth,
  },
  problems: ({ jwtPath, djRestAuthPath, djRestAuthRegistrationPath, djoserPath }) => [
    ...pathProblems('JWT_PATH', jwtPath),
    ...pathProblems('DJ_REST_AUTH_PATH', djRestAuthPath),
    ...pathProblems('DJ_REST_AUTH_REGISTRATION_PATH', djRestAuthRegistrationPath),
    ...pathProblems('DJOSER_PATH', djoserPath),
    ...when(
      djoserPath !== null && djoserPath === djRestAuthPath,
      'DJ_REST_AUTH_PATH and DJOSER_PATH must differ.',
    ),
  ],
  weakenings: (config) => [
    ...when(
      config.compatibility === 'django',
      'COMPATIBILITY=django: Django’s weaker forms are the defaults.',
    ),
    ...when(
      config.djRestAuthPath !== null && !config.oldPasswordFieldEnabled,
      `OLD_PASSWORD_FIELD_ENABLED=false: whoever finds somebody’s browser within ${config.reauthenticationWindowMinutes} minutes of a log-in sets another password, and has the account.`,
    ),
  ],
};

function pathProblems(name: string, path: string | null): string[] {
  return when(
    path !== null && !/^\/(?:[\w.-]+\/)+$/.test(path),
    `${name} must be a path such as /auth/, with a slash at both ends; it is "${path}".`,
  );
}
