import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { findLink } from './find-link.ts';

export const linkFeature = {
  name: 'link',
  useCases: {
    link: { find: findLink },
  },
  expire: ({ oneTimeLinks }, { now, most }) => oneTimeLinks.removeExpired(now, most),
  expireCounts: 'links',
} as const satisfies AccountFeature<Dependencies, Stores>;
