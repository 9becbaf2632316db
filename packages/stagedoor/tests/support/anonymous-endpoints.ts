import type { InjectOptions } from 'fastify';
import { frontEndEnv } from './every-api-route.ts';
import { NEW_PASSWORD, PASSWORD, type RealSite } from './site.ts';

const { DJ_REST_AUTH_PATH: djRestAuth, DJOSER_PATH: djoser } = frontEndEnv;

/** A request that somebody nobody knows may send, and that writes. */
export interface AnonymousEndpoint {
  readonly name: string;
  /** What it answers while there is room. */
  readonly usual: number;
  /** Makes everything that it takes, for one person more, and answers the request itself. */
  ready(site: RealSite, number: number): Promise<InjectOptions>;
}

const passwords = { password: PASSWORD, password_confirm: PASSWORD };
const passwordTwice = { password1: PASSWORD, password2: PASSWORD };
const newPassword = { new_password1: NEW_PASSWORD, new_password2: NEW_PASSWORD };

const json = (url: string, payload: object, headers = {}): InjectOptions => ({
  method: 'POST',
  url,
  payload,
  headers: { accept: 'application/json', ...headers },
});

const endpoint = (name: string, usual: number, ready: AnonymousEndpoint['ready']): AnonymousEndpoint => ({
  name,
  usual,
  ready,
});

async function personFor(site: RealSite, endpoint: string, number: number) {
  const person = await site.addPerson(`${endpoint}${number}`);
  return { ...person, login: { username: person.username, password: PASSWORD } };
}

let networks = 0;

/** What the site answered to somebody with room enough. */
async function answerTo(site: RealSite, sent: InjectOptions): Promise<Record<string, string>> {
  networks += 1;
  const headers = { host: '127.0.0.1', 'x-forwarded-for': `10.255.${networks}.1`, ...sent.headers };
  const response = await site.app.inject({ ...sent, headers });
  if (response.statusCode >= 300) throw new Error(`${sent.url}: ${response.statusCode} ${response.body}`);
  return response.json();
}

async function signedUp(site: RealSite, username: string): Promise<{ email: string; path: string }> {
  const email = `${username}@mail.example`;
  await answerTo(site, json('/api/signup/', { username, email, ...passwords }));
  return { email, path: await site.mailedPath(email) };
}

/** A page's own form, filled in by a browser without JavaScript. */
async function formOn(site: RealSite, url: string, fields: Record<string, string>): Promise<InjectOptions> {
  const visitor = site.visitor();
  const form = (await visitor.open(url)).form();
  const cookie = [...visitor.browser.cookies].map((pair) => pair.join('=')).join('; ');
  return {
    method: 'POST',
    url: form.action,
    payload: new URLSearchParams({ ...form.fields, ...fields }).toString(),
    headers: {
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
      origin: site.stagedoor.config.publicUrl.origin,
      cookie,
    },
  };
}

/** One of every kind, JSON, pages and the front ends of Django packages. */
export const anonymousEndpoints: readonly AnonymousEndpoint[] = [
  endpoint('a log-in', 200, async (site, n) => {
    const { login } = await personFor(site, 'login', n);
    return json('/api/login/', login);
  }),
  endpoint('a wrong password', 401, async (site, n) => {
    const { login } = await personFor(site, 'wrong', n);
    return json('/api/login/', { ...login, password: 'not-the-password' });
  }),
  endpoint('an unknown name', 401, async (_, n) =>
    json('/api/login/', { username: `nobody${n}`, password: 'not-the-password' }),
  ),
  endpoint('a log-in on the page', 302, async (site, n) => {
    const { login } = await personFor(site, 'page', n);
    return await formOn(site, '/accounts/login/', login);
  }),
  endpoint('a sign-up', 201, async (_, n) =>
    json('/api/signup/', { username: `new${n}`, email: `new${n}@mail.example`, ...passwords }),
  ),
  endpoint('a sign-up on the page', 302, async (site, n) =>
    formOn(site, '/accounts/signup/', {
      username: `paged${n}`,
      email: `paged${n}@mail.example`,
      ...passwordTwice,
      ...passwords,
    }),
  ),
  endpoint('an activation', 200, async (site, n) => {
    const { path } = await signedUp(site, `activates${n}`);
    return json('/api/activation/confirm/', { key: path.split('/').at(-2) });
  }),
  endpoint('another activation e-mail', 200, async (site, n) => {
    const { email } = await signedUp(site, `again${n}`);
    return json('/api/activation/', { email });
  }),
  endpoint('a forgotten password', 200, async (site, n) => {
    const { email } = await personFor(site, 'forgot', n);
    return json('/api/password/reset/', { email });
  }),
  endpoint('a forgotten password of nobody', 200, async (_, n) =>
    json('/api/password/reset/', { email: `nobody${n}@mail.example` }),
  ),
  endpoint('a forgotten password on the page', 302, async (site, n) => {
    const { email } = await personFor(site, 'pageforgot', n);
    return await formOn(site, '/accounts/password_reset/', { email });
  }),
  endpoint('a new password by a link', 200, async (site, n) => {
    const { email } = await personFor(site, 'resets', n);
    await answerTo(site, json('/api/password/reset/', { email }));
    const [token, uid] = (await site.mailedPath(email)).split('/').filter(Boolean).reverse();
    return json('/api/password/reset/confirm/', { uid, token, ...newPassword });
  }),
  endpoint('a form of another site', 403, async (_, n) =>
    json('/api/login/', {}, { origin: `https://evil${n}.example` }),
  ),
  endpoint('a pair of tokens', 200, async (site, n) => {
    const { login } = await personFor(site, 'pair', n);
    return json('/api/token/', login);
  }),
  endpoint('a refresh', 200, async (site, n) => {
    const { login } = await personFor(site, 'refresh', n);
    const { refresh } = await answerTo(site, json('/api/token/', login));
    return json('/api/token/refresh/', { refresh });
  }),
  endpoint('a token that is ended', 200, async (site, n) => {
    const { login } = await personFor(site, 'ends', n);
    const { refresh } = await answerTo(site, json('/api/token/', login));
    return json('/api/token/blacklist/', { refresh });
  }),
  endpoint('an API token', 200, async (site, n) => {
    const { login } = await personFor(site, 'api', n);
    return json('/api-token-auth/', login);
  }),
  endpoint('tokens in cookies', 200, async (site, n) => {
    const { login } = await personFor(site, 'cookie', n);
    return json('/api/auth/cookie/login/', login);
  }),
  endpoint('a log-in of dj-rest-auth', 200, async (site, n) => {
    const { login } = await personFor(site, 'dj', n);
    return json(`${djRestAuth}login/`, login);
  }),
  endpoint('a sign-up of dj-rest-auth', 201, async (_, n) =>
    json(`${djRestAuth}registration/`, {
      username: `djnew${n}`,
      email: `djnew${n}@mail.example`,
      ...passwordTwice,
    }),
  ),
  endpoint('a forgotten password of dj-rest-auth', 200, async (site, n) => {
    const { email } = await personFor(site, 'djforgot', n);
    return json(`${djRestAuth}password/reset/`, { email });
  }),
  endpoint('a sign-up of djoser', 201, async (_, n) =>
    json(`${djoser}users/`, {
      username: `djo${n}`,
      email: `djo${n}@mail.example`,
      password: PASSWORD,
      re_password: PASSWORD,
    }),
  ),
  endpoint('a log-in of djoser', 200, async (site, n) => {
    const { login } = await personFor(site, 'djologin', n);
    return json(`${djoser}token/login/`, login);
  }),
  endpoint('another activation e-mail of djoser', 204, async (site, n) => {
    const { email } = await signedUp(site, `djoagain${n}`);
    return json(`${djoser}users/resend_activation/`, { email });
  }),
  endpoint('a forgotten password of djoser', 204, async (site, n) => {
    const { email } = await personFor(site, 'djoforgot', n);
    return json(`${djoser}users/reset_password/`, { email });
  }),
];
