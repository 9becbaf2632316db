import { defineResource, readyPolicies } from 'stagedoor';

export const author = defineResource({
  name: 'author',
  fields: { name: { type: 'text', max: 100, index: true } },
  text: 'name',
  order: ['name'],
  search: ['name'],
  access: readyPolicies.IsStaffOrReadOnly,
});
