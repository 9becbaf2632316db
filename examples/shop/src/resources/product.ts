import { defineResource, readyPolicies } from 'stagedoor';

export const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100 },
    description: { type: 'long-text' },
    price: { type: 'decimal', digits: 10, places: 2, min: '0' },
  },
  text: 'name',
  order: ['name'],
  orderBy: ['name', 'price'],
  search: ['name'],
  filters: { price: ['exact', 'gte', 'lte'] },
  pages: { style: 'none' },
  events: true,
  actions: {
    discount: {
      on: 'row',
      access: { permission: 'shop.change_product' },
      input: { percent: { type: 'decimal', digits: 5, places: 2, min: '0', max: '100' } },
      answer: 'row',
    },
  },
  access: readyPolicies.IsStaffOrReadOnly,
});
