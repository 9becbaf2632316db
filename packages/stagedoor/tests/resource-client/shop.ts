import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import { handleActions } from '../../src/resource/action.ts';
import { defineResource } from '../../src/resource/resource.ts';

export const maker = defineResource({
  name: 'maker',
  fields: { name: { type: 'text', max: 50 } },
  pages: { style: 'none', size: 2 },
  order: ['name'],
  access: readyPolicies.IsAuthenticatedOrReadOnly,
});

export const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 20, unique: true },
    price: { type: 'decimal', digits: 10, places: 2 },
    kind: { type: 'choice', of: { pen: 'Pen', ink: 'Ink' }, default: 'pen' },
    sold_at: { type: 'moment', nullable: true },
    note: { type: 'text', max: 20, writeOnly: true, blank: true },
    label: { type: 'text', max: 20, blank: true },
    maker: { type: 'reference', to: 'maker', onDelete: 'cascade', nullable: true, nested: ['name'] },
  },
  order: ['name'],
  orderBy: ['price', 'name'],
  search: ['name'],
  filters: {
    id: ['exact', 'in'],
    label: ['exact', 'in', 'icontains'],
    price: ['exact', 'lte', 'gte'],
    kind: ['exact', 'in'],
    sold_at: ['isnull', 'gte'],
    maker__name: ['exact', 'in', 'icontains'],
  },
  bulk: true,
  actions: {
    reprice: {
      on: 'row',
      access: readyPolicies.IsAuthenticated,
      input: { price: { type: 'decimal', digits: 10, places: 2 } },
      answer: 'row',
    },
    count_kind: {
      on: 'list',
      method: 'GET',
      path: 'counted',
      access: readyPolicies.IsAuthenticated,
      input: { kind: { type: 'text', max: 5 } },
      answer: { kind: { type: 'text', max: 5 }, since: { type: 'moment' } },
    },
  },
  access: readyPolicies.IsAuthenticatedOrReadOnly,
});

export const leaflet = defineResource({
  name: 'leaflet',
  fields: {
    title: { type: 'text', max: 20 },
    scan: { type: 'file', extensions: ['txt'] },
    back: { type: 'file', extensions: ['txt'], nullable: true },
    pages: { type: 'integer', nullable: true },
    facts: { type: 'json', default: {}, nullable: true },
    products: { type: 'references', to: 'product' },
    printed: { type: 'moment', nullable: true },
  },
  bulk: true,
  access: readyPolicies.IsAuthenticatedOrReadOnly,
});

export const since = new Date('2026-05-01T09:30:00.000Z');

interface Repricing {
  update(id: number, price: string): Promise<unknown>;
}

/** What carries the actions out. */
export const handled = ({ update }: Repricing) =>
  handleActions(product, {
    reprice: ({ row, input }) => update(row.id, input.price),
    count_kind: async ({ input }) => ({ kind: input.kind, since }),
  });
