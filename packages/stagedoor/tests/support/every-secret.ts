import type { Principal } from '../../src/core/session/session.ts';
import type { Browser } from './browser.ts';
import { keyIn, resetIn } from './core.ts';
import type { Site } from './open-site.ts';
import { addPerson, PASSWORD, signIn } from './people.ts';

/** Everything that this site hands out and that nobody else may know; ids that look like it, too. */
export const secretKinds = [
  'session key',
  'anonymous session key',
  'device key',
  'CSRF secret',
  'masked CSRF token',
  'access JWT',
  'refresh JWT',
  'used refresh JWT',
  'sliding JWT',
  'family id of a JWT',
  'id of a refresh JWT',
  'API token',
  'personal token',
  'activation key',
  'reset key',
  'e-mail change key',
  'e-mail undo key',
  'added address key',
  'ticket for a download',
  'ticket for a WebSocket',
] as const;
export type SecretKind = (typeof secretKinds)[number];

type Secrets<Kinds extends SecretKind = SecretKind> = Readonly<Record<Kinds, string>>;

const visitor = { ipAddress: '203.0.113.7', userAgent: 'tests', language: 'en', deviceKey: null } as const;
const credentials = { username: 'ana', password: PASSWORD };

/**
 * One secret of each kind, all of them live: Ana's, but for the activation, which is a newcomer's, and the undo key of
 * somebody whose address has changed.
 */
export async function openEverySecret(
  site: Site,
): Promise<Secrets & { readonly 'uid of the reset': string }> {
  for (const person of ['ana', 'moved']) await addPerson(site, person);
  const undo = await changeAddress(site);
  const ana = await signIn(site);
  const ofBrowser = await secretsOfBrowser(site, ana);
  const ofTokens = await secretsOfTokens(site, ana);
  // After the last log-in, which ends the reset.
  const ofLinks = await secretsOfLinks(site, ana);
  const ticketFor = async (purpose: string) => (await ana.post('/api/tickets/', { purpose })).json().ticket;
  return {
    ...ofBrowser,
    ...ofTokens,
    ...ofLinks,
    'e-mail undo key': undo,
    'ticket for a download': await ticketFor('data-download'),
    'ticket for a WebSocket': await ticketFor('websocket'),
  };
}

async function secretsOfBrowser(site: Site, ana: Browser) {
  const anonymous = await site.stagedoor.useCases.session.save({
    sessionKey: null,
    data: { a: 1 },
    expiry: null,
    visitor,
  });
  const secrets: Secrets<
    'session key' | 'anonymous session key' | 'device key' | 'CSRF secret' | 'masked CSRF token'
  > = {
    'session key': ana.cookie('sessionid') ?? '',
    'anonymous session key': anonymous?.sessionKey ?? '',
    'device key': ana.cookie('device') ?? '',
    'CSRF secret': ana.cookie('csrftoken') ?? '',
    'masked CSRF token': (await ana.get('/api/csrf/')).json().csrfToken,
  };
  return secrets;
}

async function secretsOfTokens(site: Site, ana: Browser) {
  const pair = await post(site, '/api/token/', credentials);
  const former = await post(site, '/api/token/', credentials);
  await post(site, '/api/token/refresh/', { refresh: former.refresh });
  const personal = (await ana.post('/api/users/me/tokens/', { name: 'Deploy', methods: 'write' })).json();
  const claims = JSON.parse(Buffer.from(pair.refresh.split('.')[1], 'base64url').toString());
  return {
    'access JWT': pair.access as string,
    'refresh JWT': pair.refresh as string,
    'used refresh JWT': former.refresh as string,
    'sliding JWT': (await post(site, '/api/token/sliding/', credentials)).token as string,
    'family id of a JWT': claims.sid as string,
    'id of a refresh JWT': claims.jti as string,
    'API token': (await post(site, '/api-token-auth/', credentials)).token as string,
    'personal token': personal.token as string,
  } satisfies Partial<Secrets>;
}

async function secretsOfLinks(site: Site, ana: Browser) {
  const principal = await principalOf(site, ana);
  await ana.post('/api/users/me/emails/', { email: 'second@mail.example' });
  await site.stagedoor.useCases.email.requestChange({ principal, email: 'third@mail.example', visitor });
  const passwords = { password: PASSWORD, password_confirm: PASSWORD };
  await post(site, '/api/signup/', { username: 'eva', email: 'eva@mail.example', ...passwords });
  await post(site, '/api/password/reset/', { email: 'ana@mail.example' });
  const reset = resetIn(await mailedPath(site, 'password-reset'));
  return {
    'activation key': keyIn(await mailedPath(site, 'activation')),
    'reset key': reset.token,
    'uid of the reset': reset.uid,
    'e-mail change key': keyIn(await mailedPath(site, 'email-change-confirm')),
    'added address key': keyIn(await mailedPath(site, 'email-add-confirm')),
  };
}

/** Moves somebody to another address; answers the key that would take it back. */
async function changeAddress(site: Site): Promise<string> {
  const { useCases } = site.stagedoor;
  const principal = await principalOf(site, await signIn(site, 'moved'));
  await useCases.email.requestChange({ principal, email: 'new@mail.example', visitor });
  const key = keyIn(await mailedPath(site, 'email-change-confirm'));
  await useCases.email.confirmChange({ principal, key, visitor });
  return keyIn(await mailedPath(site, 'email-changed', 'undoPath'));
}

async function principalOf(site: Site, browser: Browser): Promise<Principal> {
  const sessionKey = browser.cookie('sessionid') ?? '';
  const principal = await site.stagedoor.useCases.session.findPrincipal({ sessionKey });
  if (principal === null) throw new Error('nobody is signed in');
  return principal;
}

async function post(site: Site, url: string, payload: object) {
  const answer = await site.browser().request('POST', url, { payload });
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
  return answer.json();
}

async function mailedPath(site: Site, name: string, field: 'path' | 'undoPath' = 'path'): Promise<string> {
  const found = (await site.mails()).findLast(({ mail }) => mail.mail === name)?.mail;
  const fields: Readonly<Record<string, unknown>> = { ...found };
  return String(fields[field] ?? '');
}
