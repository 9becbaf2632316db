import { defineResource, readyPolicies } from 'stagedoor';

export const category = defineResource({
  name: 'category',
  plural: 'categories',
  fields: {
    name: { type: 'text', max: 100, unique: true },
    /** Who edits what others wrote in it. */
    editors: { type: 'references', to: 'user' },
  },
  text: 'name',
  order: ['name'],
  access: readyPolicies.IsStaffOrReadOnly,
});
