import type { SettingRules } from '../setting-rules.ts';

export const limitRules: SettingRules = {
  // Of two rates the last would count, and nobody would be told.
  problems({ throttleScopes }) {
    const names = throttleScopes.map(({ scope }) => scope);
    const twice = new Set(names.filter((name, place) => names.indexOf(name) !== place));
    return [...twice].map((name) => `THROTTLE_SCOPES names ${name} twice.`);
  },
};
