import { propertyName } from './read-environment.ts';
import type { Setting } from './setting-kind.ts';
import { settingsTable } from './settings-table.ts';

const settings: ReadonlyMap<string, Setting<unknown>> = new Map(
  Object.entries<Setting<unknown>>(settingsTable).map(([name, setting]) => [propertyName(name), setting]),
);

/**
 * What is wrong with what code sets beside the environment. It wins over the environment and nothing else reads it, so a text
 * that says `false` would be as good as true, and a slip in a name would change nothing.
 */
export function overrideProblems(overrides: object): readonly string[] {
  return Object.entries(overrides).flatMap(([name, value]) => {
    if (name === 'extraFields') return [];
    const setting = settings.get(name);
    if (setting === undefined) return [`config.${name} is no setting.`];
    return setting.holds(value) ? [] : [`config.${name} must be ${setting.shape}, as a value of its type.`];
  });
}
