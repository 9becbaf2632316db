import type { Site } from 'stagedoor';
import { shop } from './shop.ts';

export const site: Site = {
  defaults: { SITE_NAME: 'The Shop' },
  features: [shop],
  roles: [{ group: 'Manager', permissions: ['shop.view_order', 'shop.change_order', 'shop.approve_order'] }],
};
