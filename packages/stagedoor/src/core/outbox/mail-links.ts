import { issueLink, mailedLink } from '../link/issue-link.ts';
import type { LinkPurpose } from '../link/one-time-link-store.ts';
import type { User } from '../user/user.ts';
import { admitMail } from './admit-mail.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { MailData, RequestDetails } from './mail-data.ts';
import { type MailLocale, mailLocaleOf } from './mail-locale.ts';
import type { IssuedLink } from './several-claims.ts';

/** An account that an e-mail has a link for, and for how long. */
interface LinkedAccount {
  readonly user: User;
  readonly lifeMs: number;
}

/** One e-mail with a link for each of some accounts. */
interface LinksMail {
  readonly purpose: LinkPurpose;
  readonly to: string;
  readonly accounts: readonly LinkedAccount[];
  /** The address that the link proves; that of the account unless given. */
  readonly email?: string;
  readonly request: Pick<MailLocale, 'language'>;
  /** Where a link leads. */
  readonly pathOf: (user: User, key: string) => string;
  readonly mailOf: (issued: readonly IssuedLink[]) => MailData;
}

type LinkStores = Pick<Stores, 'oneTimeLinks' | 'jobs'>;

/** Issues the links and puts the e-mail with them into the outbox. Whether it may leave was asked before (`admitMail`). */
export async function mailLinks(
  stores: LinkStores,
  { clock }: Pick<Dependencies, 'clock'>,
  { purpose, to, accounts, email, request, pathOf, mailOf }: LinksMail,
): Promise<void> {
  const now = clock.now();
  const issued: IssuedLink[] = [];
  for (const { user, lifeMs } of accounts) {
    const key = await issueLink(stores, { purpose, user, email: email ?? user.email, now, lifeMs });
    issued.push({ user, path: pathOf(user, key), lifeMs, link: mailedLink(purpose, key) });
  }
  const [only, ...others] = issued;
  await stores.jobs.enqueue({
    name: 'send-mail',
    to,
    // Several are spoken to in the language of whoever asked.
    ...mailLocaleOf(others.length === 0 ? (only?.user ?? null) : null, request),
    mail: mailOf(issued),
    links: issued.map(({ link }) => link),
  });
}

/** The same for one account, if the e-mail may leave; answers whether it does. */
export async function mailLink(
  stores: LinkStores & Pick<Stores, 'limits' | 'audit'>,
  deps: Pick<Dependencies, 'clock' | 'settings'>,
  mail: LinkedAccount & {
    readonly purpose: LinkPurpose;
    readonly email: string;
    readonly request: Pick<MailLocale, 'language'> & { readonly requestDetails?: RequestDetails };
    readonly pathOf: (key: string) => string;
    readonly mailOf: (path: string) => MailData;
  },
): Promise<boolean> {
  const { purpose, user, lifeMs, email, request, pathOf, mailOf } = mail;
  const { requestDetails } = request;
  const counted = { purpose, receivers: [user], email, lifeMs, ...(requestDetails && { requestDetails }) };
  if ((await admitMail(stores, deps, counted)) === 'held-back') return false;
  await mailLinks(stores, deps, {
    purpose,
    to: email,
    accounts: [{ user, lifeMs }],
    email,
    request,
    pathOf: (_, key) => pathOf(key),
    mailOf: (issued) => mailOf(issued[0]?.path ?? ''),
  });
  return true;
}
