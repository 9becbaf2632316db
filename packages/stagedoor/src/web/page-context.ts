import { knownTimeZone } from '../core/kernel/time-zone.ts';
import type { Principal } from '../core/session/session.ts';
import { userName } from '../core/user/user-name.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { inTimeZone } from '../texts/translator.ts';
import type { PageContext, SignedInUser } from '../ui/page-context.ts';
import { brandOf } from './brand-of.ts';
import { answerInMemberLanguage } from './member-language.ts';
import { frameLinks } from './paths.ts';
import { picturePathOf } from './picture-paths.ts';

/** What every page of this answer is drawn with. Takes the flash messages, so it is asked for once, when drawing. */
export async function pageContextOf(exchange: Exchange): Promise<PageContext> {
  const principal = await exchange.principal();
  answerInMemberLanguage(exchange, principal);
  const { accounts, clock, languages, settings } = exchange.context;
  return {
    t: inTimeZone(exchange.translate, knownTimeZone(principal?.user.timeZone ?? null)),
    siteName: accounts.siteName,
    brand: brandOf(exchange.context).brand,
    name: null,
    languages: languages.offered,
    links: {
      ...frameLinks,
      account: accounts.organizations.mode === 'off' ? withoutOrganizations : frameLinks.account,
      signUp: accounts.signUpOpen ? frameLinks.signUp : null,
      foot: settings.footLinks,
    },
    csrfToken: await exchange.csrfToken(),
    now: clock.now(),
    path: exchange.request.url,
    user: principal === null ? null : await describeUser(exchange, principal),
    waiting: waitingAt(exchange, principal),
    flashes: exchange.takeFlashes(),
  };
}

const withoutOrganizations = frameLinks.account.filter(({ section }) => section !== 'organizations');

/** Before a stage somebody is logged in where it is served alone. */
function waitingAt(exchange: Exchange, principal: Principal | null): PageContext['waiting'] {
  if (principal !== null) return (principal.session?.pendingStage ?? null) === null ? null : 'session';
  return exchange.servedStage !== null && exchange.flow.sent !== null ? 'log-in' : null;
}

async function describeUser(exchange: Exchange, principal: Principal): Promise<SignedInUser> {
  const { user } = principal;
  const fullName = `${user.firstName} ${user.lastName}`.trim();
  return {
    displayName: fullName === '' ? userName(user) : fullName,
    username: user.username,
    email: user.email,
    picture: await picturePathOf(exchange, user.id),
    unconfirmed: await unconfirmedOf(exchange, principal),
  };
}

async function unconfirmedOf(
  { context }: Exchange,
  principal: Principal,
): Promise<SignedInUser['unconfirmed']> {
  return await context.useCases.activation.describeUnconfirmed({ principal });
}
