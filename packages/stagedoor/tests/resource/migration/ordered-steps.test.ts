import { describe, expect, test } from 'vitest';
import type { Operation, ResourceStep } from '../../../src/resource/migration/operation.ts';
import { keyOf, orderedSteps } from '../../../src/resource/migration/ordered-steps.ts';
import type { ColumnState } from '../../../src/resource/table-state.ts';

const to = (table: string): ColumnState => ({
  type: 'reference',
  nullable: true,
  references: { table, onDelete: 'cascade' },
});
const create = (table: string, columns: Record<string, ColumnState> = {}): Operation => ({
  kind: 'create-table',
  table,
  state: { columns },
});
const step = (name: string, ...operations: readonly Operation[]): ResourceStep => ({ name, operations });
const orderOf = (features: Record<string, readonly ResourceStep[]>) =>
  orderedSteps(Object.entries(features).map(([name, migrations]) => ({ name, migrations }))).map(keyOf);

describe('steps of several features', () => {
  test('stay as they are listed where none needs another', () => {
    const order = orderOf({ b: [step('0001', create('b_x')), step('0002')], a: [step('0001')] });
    expect(order).toEqual(['b.0001', 'b.0002', 'a.0001']);
  });

  test('make a table before another feature refers to it', () => {
    const shop = [
      step('0001', create('shop_order')),
      step('0002', create('shop_line', { item: to('stock_item') })),
    ];
    const stock = [step('0001', create('stock_shelf')), step('0002', create('stock_item'))];
    expect(orderOf({ shop, stock })).toEqual(['shop.0001', 'stock.0001', 'stock.0002', 'shop.0002']);
  });

  test('end a table after others referred to it', () => {
    const shop = [
      step('0001', create('shop_line', { item: to('stock_item') })),
      step('0002', { kind: 'drop-column', table: 'shop_line', column: 'item' }),
    ];
    const stock = [
      step('0001', create('stock_item')),
      step('0002', { kind: 'drop-table', table: 'stock_item' }),
    ];
    expect(orderOf({ stock, shop })).toEqual(['stock.0001', 'shop.0001', 'shop.0002', 'stock.0002']);
  });

  test('rename a table after others referred to it by its name, and before they do by the new one', () => {
    const shop = [
      step('0001', create('shop_line', { item: to('stock_item') })),
      step('0002', create('shop_box', { thing: to('stock_thing') })),
    ];
    const stock = [
      step('0001', create('stock_item')),
      step('0002', { kind: 'rename-table', table: 'stock_item', to: 'stock_thing' }),
    ];
    expect(orderOf({ stock, shop })).toEqual(['stock.0001', 'shop.0001', 'stock.0002', 'shop.0002']);
  });

  test('take a ring as it is listed', () => {
    const one = [step('0001', create('one_x', { y: to('two_y') }))];
    const two = [step('0001', create('two_y', { x: to('one_x') }))];
    expect(orderOf({ one, two })).toEqual(['one.0001', 'two.0001']);
    expect(orderOf({ two, one })).toEqual(['two.0001', 'one.0001']);
  });

  test('come after what they say that they need', () => {
    const first: ResourceStep = { ...step('0001_sum'), dependencies: ['b.0002'] };
    const order = orderedSteps([
      { name: 'a', migrations: [first] },
      { name: 'b', migrations: [step('0001'), step('0002')] },
    ]);
    expect(order.map(keyOf)).toEqual(['b.0001', 'b.0002', 'a.0001_sum']);
  });
});
