import { expect, it } from 'vitest';
import { namesOf } from '../../src/config/read-environment.ts';
import type { Setting } from '../../src/config/setting-kind.ts';
import { settingRecords } from '../../src/config/settings-table.ts';

it('no two features read one variable: the second would take the place of the first', () => {
  const variables = settingRecords.flatMap(({ settings }) =>
    Object.entries<Setting<unknown>>(settings).flatMap(([name, setting]) => namesOf(name, setting)),
  );
  expect(variables.filter((name, place) => variables.indexOf(name) !== place)).toEqual([]);
});
