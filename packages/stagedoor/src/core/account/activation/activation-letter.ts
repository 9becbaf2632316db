import { activationLink } from '../../link/link-paths.ts';
import type { Letter } from '../../outbox/letter.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Settings } from '../settings.ts';
import type { UntilActivated } from './until-activated.ts';

/** The letter that brings `key` to the mailbox of an account. */
export function activationLetter(
  { links }: Pick<Settings, 'links'>,
  facts: {
    readonly user: User;
    readonly key: string;
    readonly lifeMs: number;
    readonly until: UntilActivated;
  },
): Letter {
  const { user, key, lifeMs, until } = facts;
  return {
    letter: 'activation',
    username: userName(user),
    path: activationLink(links, user.id, key),
    expiresInMinutes: wholeMinutes(lifeMs),
    // As text: a letter waits in the outbox as JSON.
    untilActivated: { logIn: until.logIn, removedAt: until.removedAt?.toISOString() ?? null },
  };
}
