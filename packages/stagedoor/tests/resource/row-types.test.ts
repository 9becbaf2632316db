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
  // @ts-expect-error There is no such type of field.
  defineResource({ name: 'product', fields: { name: { type: 'words', max: 3 } }, access: { anyone: true } });
  // @ts-expect-error A text says how long it may be.
  defineResource({ name: 'product', fields: { name: { type: 'text' } }, access: { anyone: true } });
});
