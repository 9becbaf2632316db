import { defineResource, readyPolicies } from 'stagedoor';

export const book = defineResource({
  name: 'book',
  labels: { one: { en: 'book', es: 'libro' }, many: { en: 'books', es: 'libros' } },
  fields: {
    title: { type: 'text', max: 200 },
    author: { type: 'reference', to: 'author', onDelete: 'protect' },
    publication_year: { type: 'integer', min: 1, max: 2100 },
    added_by: {
      type: 'reference',
      to: 'user',
      onDelete: 'set null',
      nullable: true,
      set: 'caller',
      nested: ['username', 'first_name', 'last_name'],
    },
  },
  text: 'title',
  order: ['title'],
  orderBy: ['title', 'publication_year'],
  search: ['title', 'author__name'],
  filters: { title: ['exact'], author: ['exact'], publication_year: ['exact'] },
  access: readyPolicies.IsStaffOrReadOnly,
});
