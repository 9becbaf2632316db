import { describe, expect, test } from 'vitest';
import type { Migration } from '../../../src/infrastructure/database/migration.ts';
import { planMigrations } from '../../../src/infrastructure/database/migration-plan.ts';

const step = (app: string, name: string, dependencies?: readonly string[]): Migration => ({
  app,
  name,
  statements: () => [],
  ...(dependencies === undefined ? {} : { dependencies }),
});

/** Accounts, a stock, and a shop whose second step needs the stock's first. */
const steps = [
  step('stagedoor', '0001_initial'),
  step('stock', '0001_initial', []),
  step('stock', '0002_counts', ['stock.0001_initial']),
  step('shop', '0001_initial', []),
  step('shop', '0002_items', ['shop.0001_initial', 'stock.0001_initial']),
  step('shop', '0003_prices', ['shop.0002_items']),
];
const all = steps.map(({ app, name }) => `${app}.${name}`);

describe('migrate', () => {
  test.each([
    ['all that is missing, in order', [], undefined, all],
    ['nothing, where all is there', all, undefined, []],
    [
      'an application with what it needs',
      [],
      { app: 'shop' },
      all.filter((one) => one !== 'stock.0002_counts'),
    ],
    [
      'up to a step, by how it begins',
      ['stagedoor.0001_initial'],
      { app: 'shop', name: '0001' },
      ['shop.0001_initial'],
    ],
    ['back to a step', all, { app: 'shop', name: '0001_initial' }, ['-shop.0003_prices', '-shop.0002_items']],
    [
      'back to zero',
      all,
      { app: 'shop', name: 'zero' },
      ['-shop.0003_prices', '-shop.0002_items', '-shop.0001_initial'],
    ],
    [
      'back with whatever needs it',
      all,
      { app: 'stock', name: 'zero' },
      ['-shop.0003_prices', '-shop.0002_items', '-stock.0002_counts', '-stock.0001_initial'],
    ],
    [
      'no step back that was not taken',
      ['shop.0001_initial'],
      { app: 'shop', name: 'zero' },
      ['-shop.0001_initial'],
    ],
    ['nothing, where it is there', all, { app: 'shop', name: '0003' }, []],
  ] as const)('plans %s', (_, applied, target, wanted) => {
    const plan = planMigrations(steps, new Set(applied), target);
    const planned = plan.kind === 'planned' ? plan.steps : [];
    expect(
      planned.map(
        ({ migration: { app, name }, direction }) => `${direction === 'backward' ? '-' : ''}${app}.${name}`,
      ),
    ).toEqual(wanted);
  });

  test.each([
    [{ app: 'ghost' }, { why: 'app', known: ['stagedoor', 'stock', 'shop'] }],
    [
      { app: 'stock', name: '0009' },
      { why: 'name', known: ['0001_initial', '0002_counts'] },
    ],
    [
      { app: 'stock', name: '000' },
      { why: 'several', known: ['0001_initial', '0002_counts'] },
    ],
  ])('says what there is instead of %o', (target, wanted) => {
    expect(planMigrations(steps, new Set(all), target)).toEqual({ kind: 'unknown', ...wanted });
  });
});
