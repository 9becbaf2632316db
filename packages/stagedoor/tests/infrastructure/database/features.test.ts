import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkMigrations } from '../../../src/create-stagedoor/check-migrations.ts';
import type { DatabaseFeature } from '../../../src/infrastructure/database/feature.ts';
import { databaseFeatures, storeMakers } from '../../../src/infrastructure/database/features.ts';
import type { MemoryFeature } from '../../../src/infrastructure/memory/feature.ts';
import { memoryFeatures, memoryMakers } from '../../../src/infrastructure/memory/features.ts';

const source = new URL('../../../src/', import.meta.url);

describe.each([
  ['database', databaseFeatures],
  ['memory', memoryFeatures],
])('the features in %s', (room, features) => {
  test('are called as their folder, and as one of core', () => {
    for (const { name } of features) {
      expect(existsSync(new URL(`infrastructure/${room}/${name}/feature.ts`, source)), name).toBe(true);
      expect(existsSync(new URL(`core/${name}/dependencies.ts`, source)), name).toBe(true);
    }
    expect(new Set(features.map(({ name }) => name)).size).toBe(features.length);
  });

  test('make each store once', () => {
    const names = features.flatMap(({ stores = {} }: MemoryFeature | DatabaseFeature) => Object.keys(stores));
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
  });
});

test('both rooms make the same stores', () => {
  expect(Object.keys(memoryMakers).toSorted()).toEqual(Object.keys(storeMakers).toSorted());
});

test('the steps of features of accounts pass what is asked of a site’s', () => {
  for (const feature of databaseFeatures satisfies readonly DatabaseFeature[]) checkMigrations(feature);
});
