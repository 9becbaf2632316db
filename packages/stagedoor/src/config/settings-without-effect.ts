import { isDeepStrictEqual } from 'node:util';
import type { Completed as Config } from './complete-config.ts';
import { type Environment, isSaid, propertyName } from './read-environment.ts';
import { needs } from './rules.ts';
import { type SettingName, settingsTable } from './settings-table.ts';

/** Settings that are said and, beside the others, change nothing: one sentence each, without values. */
export function settingsWithoutEffect(environment: Environment, config: Config): string[] {
  return settingNames.flatMap((name) => {
    const need = needs[name];
    if (need === undefined || need.isMet(config) || !isChanged(environment, config, name)) return [];
    return [`${name} changes nothing: it counts only with ${need.words}.`];
  });
}

// Their names are the keys, whatever the type of keys says.
const settingNames = Object.keys(settingsTable) as SettingName[];

/** Who says a default means nothing by it. */
function isChanged(environment: Environment, config: Config, name: SettingName): boolean {
  const value = Reflect.get(config, propertyName(name));
  return isSaid(environment, name) && !isDeepStrictEqual(value, settingsTable[name].defaultValue);
}
