import { definePolicies, defineResource } from 'stagedoor';

const policies = definePolicies({});

export const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100 },
    description: { type: 'long-text' },
    price: { type: 'decimal', digits: 10, places: 2 },
  },
  text: 'name',
  order: ['name'],
  orderBy: ['name', 'price'],
  search: ['name'],
  filters: { price: ['exact', 'gte', 'lte'] },
  pages: { style: 'none' },
  access: policies.IsStaffOrReadOnly,
});
