import { canonicalEmail } from '../core/kernel/email.ts';
import type { Letter, LetterAccount } from '../core/outbox/letter.ts';

/**
 * A name that somebody chose, so written that no mail program makes a link of it: letters go to addresses that nobody has
 * proved, and a stranger who signs up there would put words and a link of their own into them. Dots inside become middle
 * dots, which stand in no host name, and no scheme stays. A whole address stays as it is: a name may only be one's own.
 */
export function nameWithoutLinks(name: string): string {
  if (canonicalEmail(name) !== null) return name;
  return name.replaceAll(/[.。．｡](?=[\p{L}\p{N}])/gu, '·').replaceAll(/:(?=\/)/g, ' ');
}

/** The letter with every chosen name so written. */
export function withoutChosenLinks(letter: Letter): Letter {
  if ('accounts' in letter) {
    const named = (account: LetterAccount) => ({ ...account, username: nameWithoutLinks(account.username) });
    return { ...letter, accounts: letter.accounts.map(named) };
  }
  if (!('username' in letter)) return letter;
  const safe = { ...letter, username: nameWithoutLinks(letter.username) };
  if (safe.letter === 'username-changed') return { ...safe, newUsername: nameWithoutLinks(safe.newUsername) };
  if (safe.letter === 'personal-token-created') return { ...safe, name: nameWithoutLinks(safe.name) };
  return safe;
}
