import { activationLink } from '../../link/link-paths.ts';
import type { MailData } from '../../outbox/mail-data.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Settings } from '../settings.ts';
import type { UntilActivated } from './until-activated.ts';

/** The e-mail that brings `key` to the mailbox of an account. */
export function activationMail(
  { links }: Pick<Settings, 'links'>,
  facts: {
    readonly user: User;
    readonly key: string;
    readonly lifeMs: number;
    readonly until: UntilActivated;
  },
): MailData {
  const { user, key, lifeMs, until } = facts;
  return {
    mail: 'activation',
    username: userName(user),
    path: activationLink(links, user.id, key),
    expiresInMinutes: wholeMinutes(lifeMs),
    // As text: an e-mail waits in the outbox as JSON.
    untilActivated: { logIn: until.logIn, removedAt: until.removedAt?.toISOString() ?? null },
  };
}
