import { definePolicies, defineResource } from 'stagedoor';

/** Who edits what others wrote in a category. */
export const editor = defineResource({
  name: 'editor',
  fields: {
    user: { type: 'reference', to: 'user', onDelete: 'cascade' },
    category: { type: 'reference', to: 'category', onDelete: 'cascade' },
  },
  uniqueTogether: [['user', 'category']],
  filters: { user: ['exact'], category: ['exact'] },
  access: definePolicies({}).IsAdminUser,
});
