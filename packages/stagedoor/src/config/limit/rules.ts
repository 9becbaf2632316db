import { namedTwice } from '../named-twice.ts';
import type { SettingRules } from '../setting-rules.ts';

export const limitRules: SettingRules = {
  // Of two rates the last would count, and nobody would be told.
  problems: ({ throttleScopes }) =>
    namedTwice(
      'THROTTLE_SCOPES',
      throttleScopes.map(({ scope }) => scope),
    ),
};
