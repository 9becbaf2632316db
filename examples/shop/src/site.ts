import type { Site } from 'stagedoor';
import { articles } from './articles.ts';
import { books } from './books.ts';
import { payments } from './payments.ts';
import { shop } from './shop.ts';
import { subscriptions } from './subscriptions.ts';

export const site: Site = {
  defaults: { SITE_NAME: 'The Shop', API_UNKNOWN_PARAMETERS: 'ignore' },
  features: [shop, books, articles, payments, subscriptions],
  roles: [{ group: 'Manager', permissions: ['shop.view_order', 'shop.change_order', 'shop.approve_order'] }],
};
