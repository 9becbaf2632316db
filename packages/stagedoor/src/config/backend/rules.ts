import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const backendRules: SettingRules = {
  problems: ({ signupOpen, authenticationBackends }) =>
    when(
      signupOpen && !authenticationBackends.includes('password'),
      'SIGNUP_OPEN makes passwords that nobody could use: add password to AUTHENTICATION_BACKENDS or close sign-up.',
    ),
};
