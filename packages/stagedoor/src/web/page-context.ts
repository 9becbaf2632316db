import type { User } from '../core/user/user.ts';
import { userName } from '../core/user/user-name.ts';
import type { Exchange } from '../http/exchange.ts';
import type { PageContext, SignedInUser } from '../ui/page-context.ts';
import { frameLinks } from './paths.ts';

/** What every page of this answer is drawn with. Takes the flash messages, so it is asked for once, when drawing. */
export async function pageContextOf(exchange: Exchange): Promise<PageContext> {
  const principal = await exchange.principal();
  const { accounts, clock } = exchange.context;
  return {
    t: exchange.translate,
    siteName: accounts.siteName,
    links: accounts.signUpOpen ? frameLinks : { ...frameLinks, signUp: null },
    csrfToken: await exchange.csrfToken(),
    now: clock.now(),
    path: exchange.request.url,
    user: principal === null ? null : describeUser(principal.user),
    flashes: exchange.takeFlashes(),
  };
}

function describeUser(user: User): SignedInUser {
  const fullName = `${user.firstName} ${user.lastName}`.trim();
  return { displayName: fullName === '' ? userName(user) : fullName, email: user.email };
}
