import type { User } from './user.ts';

/** What a user is called on pages and in e-mails: the username, else the address, else the number. */
export function userName(user: Pick<User, 'username' | 'email' | 'id'>): string {
  return user.username ?? (user.email === '' ? String(user.id) : user.email);
}
