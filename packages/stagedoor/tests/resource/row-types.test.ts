import { expectTypeOf, it } from 'vitest';
import { defineResource } from '../../src/resource/resource.ts';
import type { CreateOf, PatchOf, PublicOf, RowOf } from '../../src/resource/row-types.ts';

const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100 },
    description: { type: 'long-text', blank: true },
    price: { type: 'decimal', digits: 10, places: 2 },
    state: { type: 'choice', of: { draft: 'Draft', live: 'Live' }, default: 'draft' },
    secret: { type: 'text', max: 20, writeOnly: true },
    owner: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    soldAt: { type: 'moment', nullable: true },
    made: { type: 'moment', set: 'created' },
  },
  order: ['-price', 'name'],
  access: { anyone: true },
});
interface Product extends RowOf<typeof product> {}
interface NewProduct extends CreateOf<typeof product> {}

it('rows, new rows, changes and what is shown are different types', () => {
  expectTypeOf<Product>().toHaveProperty('id').toEqualTypeOf<number>();
  expectTypeOf<Product['price']>().toEqualTypeOf<string>();
  expectTypeOf<Product['state']>().toEqualTypeOf<'draft' | 'live'>();
  expectTypeOf<Product['soldAt']>().toEqualTypeOf<Date | null>();
  expectTypeOf<Product['owner']>().toEqualTypeOf<number>();
  expectTypeOf<keyof NewProduct>().toEqualTypeOf<
    'name' | 'description' | 'price' | 'state' | 'secret' | 'soldAt'
  >();
  expectTypeOf<NewProduct['state']>().toEqualTypeOf<'draft' | 'live' | undefined>();
  expectTypeOf<{ name: string; price: string; secret: string }>().toExtend<NewProduct>();
  expectTypeOf<{ name: string; price: string }>().not.toExtend<NewProduct>();
  expectTypeOf<PublicOf<typeof product>>().not.toHaveProperty('secret');
  expectTypeOf<PatchOf<typeof product>['name']>().toEqualTypeOf<string | undefined>();
});

it('a name that no field has does not compile', () => {
  const fields = { name: { type: 'text', max: 100 } } as const;
  // @ts-expect-error No field is called nam.
  defineResource({ name: 'product', fields, order: ['-nam'], access: { anyone: true } });
  // @ts-expect-error No field is called nam.
  defineResource({ name: 'product', fields, text: 'nam', access: { anyone: true } });
  // @ts-expect-error No field is called nam.
  defineResource({ name: 'product', fields, filters: { nam: ['exact'] }, access: { anyone: true } });
  const filters = { name: ['exact'], nam: ['exact'] } as const;
  // @ts-expect-error No field is called nam, whatever else is.
  defineResource({ name: 'product', fields, filters, access: { anyone: true } });
  // @ts-expect-error There is no such type of field.
  defineResource({ name: 'product', fields: { name: { type: 'words', max: 3 } }, access: { anyone: true } });
  // @ts-expect-error A text says how long it may be.
  defineResource({ name: 'product', fields: { name: { type: 'text' } }, access: { anyone: true } });
});

it('a check compares what is of one kind, and more or less only where there is an order', () => {
  const fields = {
    starts: { type: 'date' },
    ends: { type: 'date' },
    days: { type: 'integer', default: 1 },
    price: { type: 'decimal', digits: 8, places: 2 },
    state: { type: 'choice', of: { draft: 'Draft', live: 'Live' } },
    parent: { type: 'reference', to: 'leave', onDelete: 'cascade' },
    facts: { type: 'json', nullable: true },
  } as const;
  defineResource({
    ...{ name: 'leave', fields, access: { anyone: true } },
    checks: {
      later: { holds: { field: 'ends', gte: { field: 'starts' } }, text: 'It ends before it starts.' },
      few: { holds: { all: [{ field: 'days', lt: 9 }, { not: { field: 'state', in: ['draft'] } }] } },
      dear: { holds: { field: 'price', gt: { field: 'days' } } },
      other: {
        holds: { any: [{ not: { field: 'parent', is: { field: 'id' } } }, { field: 'facts', is: null }] },
      },
    },
  });
  const checked = (_checks: NonNullable<Parameters<typeof defineResource<typeof fields>>[0]['checks']>) => {};
  // @ts-expect-error No field is called end.
  checked({ one: { holds: { field: 'end', is: null } } });
  // @ts-expect-error A day is no number.
  checked({ one: { holds: { field: 'ends', gt: { field: 'days' } } } });
  // @ts-expect-error A number is no text.
  checked({ one: { holds: { field: 'days', is: '1' } } });
  // @ts-expect-error A choice has no order.
  checked({ one: { holds: { field: 'state', gt: 'draft' } } });
  // @ts-expect-error It is none of the choices.
  checked({ one: { holds: { field: 'state', is: 'gone' } } });
  // @ts-expect-error JSON is only there or not.
  checked({ one: { holds: { field: 'facts', is: 'a' } } });
});
