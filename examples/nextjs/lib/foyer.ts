type Library = Pick<typeof import('stagedoor'), 'defineFeature' | 'definePolicies' | 'defineResource'>;

/** Which roles there are, as groups, and what each may do. */
export const roles = [
  {
    group: 'Administrator',
    permissions: ['auth.view_user', 'auth.change_user', 'auth.view_group', 'auth.change_group'],
  },
  { group: 'Vendor', permissions: ['foyer.add_offer', 'foyer.change_offer', 'foyer.delete_offer'] },
] as const;

/** What is sold in the foyer: everybody looks, vendors sell what is theirs, and administrators clear up. */
export function foyer({ defineFeature, definePolicies, defineResource }: Library) {
  const { OfferAccess } = definePolicies({
    IsVendor: { group: 'Vendor' },
    ClearsUp: { any: [{ all: ['IsVendor', { owner: 'vendor' }] }, { group: 'Administrator' }] },
    OfferAccess: {
      any: [
        { action: 'view' },
        { all: [{ action: 'add' }, 'IsVendor'] },
        { all: [{ action: ['change', 'delete'] }, 'ClearsUp'] },
      ],
    },
  });
  const offer = defineResource({
    name: 'offer',
    fields: {
      title: { type: 'text', max: 100 },
      price: { type: 'decimal', digits: 8, places: 2, min: '0' },
      vendor: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller', nested: ['username'] },
    },
    text: 'title',
    order: ['title'],
    filters: { vendor: ['exact'] },
    access: OfferAccess,
  });
  return defineFeature({ name: 'foyer', resources: [offer], migrations: [initial] });
}

/** As `npx stagedoor makemigrations` writes it. */
const initial = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'foyer_offer',
      state: {
        columns: {
          title: { type: 'text' },
          price: { type: 'decimal', digits: 8, places: 2 },
          vendor_id: { type: 'reference', references: { table: 'auth_user', onDelete: 'cascade' } },
        },
      },
    },
  ],
} as const;
