import { definePolicies, defineResource } from 'stagedoor';

export const book = defineResource({
  name: 'book',
  fields: {
    title: { type: 'text', max: 200 },
    author: { type: 'reference', to: 'author', onDelete: 'protect' },
    publication_year: { type: 'integer', min: 1, max: 2100 },
  },
  text: 'title',
  order: ['title'],
  orderBy: ['title', 'publication_year'],
  search: ['title'],
  filters: { title: ['exact'], author: ['exact'], publication_year: ['exact'] },
  access: definePolicies({}).IsStaffOrReadOnly,
});
