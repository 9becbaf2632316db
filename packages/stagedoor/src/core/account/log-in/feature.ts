import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { continueLogIn } from './continue-log-in.ts';
import { beginPasskeyLogIn, logInByPasskey } from './log-in-by-passkey.ts';
import { removePasskey } from './remove-passkey.ts';

export const continuedLogInFeature = {
  name: 'log-in',
  useCases: {
    login: { continue: continueLogIn, beginByPasskey: beginPasskeyLogIn, byPasskey: logInByPasskey },
    passkey: { remove: removePasskey },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
