import { canonicalEmail } from '../core/kernel/email.ts';
import type { MailAccount, MailData } from '../core/outbox/mail-data.ts';

/**
 * A name that somebody chose, so written that no mail program makes a link of it: e-mails go to addresses that nobody has
 * proved, and a stranger who signs up there would put words and a link of their own into them. Dots inside become middle
 * dots, which stand in no host name, and no scheme stays. A whole address stays as it is: a name may only be one's own.
 */
export function nameWithoutLinks(name: string): string {
  if (canonicalEmail(name) !== null) return name;
  return name.replaceAll(/[.。．｡](?=[\p{L}\p{N}])/gu, '·').replaceAll(/:(?=\/)/g, ' ');
}

/** The e-mail with every chosen name so written: the user's, and what else of it people chose. */
export function withoutChosenLinks(mail: MailData, chosen: readonly string[] = []): MailData {
  if ('accounts' in mail) {
    const named = (account: MailAccount) => ({ ...account, username: nameWithoutLinks(account.username) });
    return { ...mail, accounts: mail.accounts.map(named) };
  }
  const safe = Object.entries(mail).map(([name, value]) => {
    const isChosen = name === 'username' || chosen.includes(name);
    return [name, isChosen && typeof value === 'string' ? nameWithoutLinks(value) : value];
  });
  return Object.fromEntries(safe);
}
