import { type SettingName, settingRecords } from './settings-table.ts';

/** What `COMPATIBILITY=django` sets where nothing else is set: the weaker forms that Django front ends may count on. */
export const djangoDefaults: Readonly<Partial<Record<SettingName, string>>> = Object.assign(
  {},
  ...settingRecords.map(({ django }) => django),
);
