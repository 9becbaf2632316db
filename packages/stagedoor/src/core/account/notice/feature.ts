import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { findNotices } from './find-notices.ts';
import { stopNotices } from './stop-notices.ts';

export const noticeFeature = {
  name: 'notice',
  useCases: {
    notice: { find: findNotices, stop: stopNotices },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
