import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const apiTokenRules: SettingRules = {
  weakenings: ({ apiTokenSurvivesPasswordChange }) =>
    when(
      apiTokenSurvivesPasswordChange,
      'API_TOKEN_SURVIVES_PASSWORD_CHANGE: an API token that somebody copied outlives a change of the password made with it.',
    ),
};
