import { saidFields } from '../../core/user/extra-field.ts';
import type { Completed, Config } from '../complete-config.ts';
import type { NamePair } from '../list-kinds.ts';
import { meantInstead } from '../near-misses.ts';
import type { Need } from '../setting-rules.ts';
import { when } from '../when.ts';

type BackendName = Config['authenticationBackends'][number];

export const ADOPTION = 'the outside system decides who our users are, staff too.';

export function withBackend(name: BackendName): Need {
  return {
    words: `${name} in AUTHENTICATION_BACKENDS`,
    isMet: ({ authenticationBackends }) => authenticationBackends.includes(name),
  };
}

/** Whoever is asked before us is shown what we would have known. */
export function seesPasswords({ authenticationBackends: named }: Completed, name: BackendName): string[] {
  return when(
    named.includes(name) && named.includes('password') && named.indexOf(name) < named.indexOf('password'),
    `AUTHENTICATION_BACKENDS: ${name} stands before password, and is shown every password that is typed.`,
  );
}

/** What an outside system may fill. */
export function fillableFields({ extraFields }: Completed): readonly string[] {
  return ['email', 'first_name', 'last_name', ...Object.keys(saidFields(extraFields))];
}

/** A name that is none would fill nothing, and nobody would be told. */
export function fieldProblems(
  setting: string,
  pairs: readonly NamePair[],
  known: readonly string[],
): string[] {
  return pairs
    .filter(({ here }) => !known.includes(here))
    .map(
      ({ here }) =>
        `${setting} names ${here}, which is no field that it can fill${meantInstead(here, known, ';')}`,
    );
}
