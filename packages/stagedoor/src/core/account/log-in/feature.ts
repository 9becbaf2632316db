import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { continueLogIn } from './continue-log-in.ts';

export const continuedLogInFeature = {
  name: 'log-in',
  useCases: {
    login: { continue: continueLogIn },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
