import type { Browser } from './browser.ts';
import type { Site } from './open-site.ts';

export const PASSWORD = 'tulips-under-7-bridges';

/** An account that may sign in at once. */
export async function addPerson(site: Site, username = 'ana', access: { isStaff?: boolean } = {}) {
  return await site.stagedoor.useCases.user.create({
    by: 'operator',
    username,
    email: `${username}@mail.example`,
    password: PASSWORD,
    validatePassword: false,
    awaitsWelcome: false,
    isStaff: access.isStaff ?? false,
    isSuperuser: access.isStaff ?? false,
  });
}

/** A browser in which `username` is signed in. */
export async function signIn(
  site: Site,
  username = 'ana',
  headers?: Record<string, string>,
): Promise<Browser> {
  const browser = site.browser(headers);
  const answer = await browser.post('/api/login/', { username, password: PASSWORD });
  if (answer.statusCode !== 200) throw new Error(`log-in answered ${answer.statusCode}: ${answer.body}`);
  return browser;
}
