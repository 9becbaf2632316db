import type { MailData } from '../../outbox/mail-data.ts';
import { wholeMinutes } from '../../outbox/whole-minutes.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { UntilActivated } from './until-activated.ts';

/** The e-mail that brings a link to the mailbox of an account. */
export function activationMail({
  user,
  path,
  lifeMs,
  until,
}: {
  readonly user: User;
  readonly path: string;
  readonly lifeMs: number;
  readonly until: UntilActivated;
}): MailData {
  return {
    mail: 'activation',
    username: userName(user),
    path,
    expiresInMinutes: wholeMinutes(lifeMs),
    // As text: an e-mail waits in the outbox as JSON.
    untilActivated: { logIn: until.logIn, removedAt: until.removedAt?.toISOString() ?? null },
  };
}
