import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../support/site.ts';
import { type AxiosSite, openAxiosSite } from './axios-site.ts';
import { type ApiHandler, type NextServer, type PageContext, startNextServer } from './next-server.ts';

/*
 * The code of a Next.js front end as people write it with axios against a Django back end, run as it is.
 */

let accounts: AxiosSite;
let front: NextServer;
let backend: string;

/** pages/api/login: sends what was typed on, and hands the cookies back. */
const logInProxy: ApiHandler = async (req, res) => {
  if (req.method !== 'POST') {
    res.status(405).json({ error: 'Method not allowed' });
    return;
  }
  try {
    const response = await axios.post(`${backend}/api/login/`, req.body, { withCredentials: true });
    const cookies = response.headers['set-cookie'];
    if (cookies) res.setHeader('Set-Cookie', cookies);
    res.status(200).json({ success: true });
  } catch (error) {
    const response = axios.isAxiosError(error) ? error.response : undefined;
    res.status(response?.status ?? 500).json({ error: response?.data || 'Login failed' });
  }
};

interface ReferenceUser {
  readonly username: string;
}

/** lib/auth: who sent the request; null whatever goes wrong. */
async function getUser({ req }: PageContext): Promise<ReferenceUser | null> {
  try {
    const response = await axios.get<ReferenceUser>(`${backend}/api/users/me/`, {
      headers: { Cookie: req.headers.cookie || '' },
    });
    return response.data;
  } catch {
    return null;
  }
}

/** pages/profile. */
const profilePage = {
  async getServerSideProps(context: PageContext) {
    const user = await getUser(context);
    if (!user) return { redirect: { destination: '/login', permanent: false } };
    return { props: { user } };
  },
  draw: ({ user }: { user: ReferenceUser }) => `Welcome, ${user.username}!`,
};

/** pages/protected: what the API says to whoever the cookie is of. */
const protectedPage = {
  async getServerSideProps({ req }: PageContext) {
    const { status, data } = await axios.get(`${backend}/api/protected/`, {
      headers: { Cookie: req.headers.cookie || '' },
      validateStatus: () => true,
    });
    return { props: { status, data } };
  },
  draw: (props: object) => JSON.stringify(props),
};

beforeAll(async () => {
  accounts = await openAxiosSite();
  backend = accounts.origin;
  await accounts.site.addPerson('ana');
  front = await startNextServer({
    api: { '/api/login': logInProxy },
    pages: { '/profile': profilePage, '/protected': protectedPage },
  });
});
afterAll(async () => {
  await front?.close();
  await accounts?.site.close();
});

const post = (body: object) => axios.post(`${front.origin}/api/login`, body, { validateStatus: () => true });
const open = (path: string, cookie?: string) =>
  axios.get(front.origin + path, {
    maxRedirects: 0,
    validateStatus: () => true,
    headers: cookie === undefined ? {} : { Cookie: cookie },
  });
const cookie = (start: string, rest: string) =>
  new RegExp(`^${start}; expires=\\w{3}, [^;]+ GMT; ${rest}; Path=/; SameSite=Lax$`);
/** As a browser keeps and sends them. */
const kept = (lines: readonly string[] = []) => lines.map((line) => line.split(';', 1)[0]).join('; ');
const logIn = async () => kept((await post({ username: 'ana', password: PASSWORD })).headers['set-cookie']);

describe('the log-in proxy', () => {
  it('hands the session cookie of a log-in on, flags and all', async () => {
    const answer = await post({ username: 'ana', password: PASSWORD });
    expect([answer.status, answer.data]).toEqual([200, { success: true }]);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(cookie('sessionid=[a-z0-9]{32}', 'HttpOnly; Max-Age=1209600')),
      expect.stringMatching(cookie('csrftoken=[A-Za-z0-9]{32}', 'Max-Age=31449600')),
      expect.stringMatching(cookie('device=[A-Za-z0-9]{43}', 'HttpOnly; Max-Age=34560000')),
    ]);
  });

  it.each([
    [{ username: 'ana', password: 'wrong' }, 401, { error: 'Invalid credentials' }],
    [{ username: 'nobody', password: PASSWORD }, 401, { error: 'Invalid credentials' }],
    [{}, 400, { password: ['This field is required.'], username: ['This field is required.'] }],
  ])('passes status and body of a refusal on: %j', async (body, status, error) => {
    const answer = await post(body);
    expect([answer.status, answer.data]).toEqual([status, { error }]);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('says “Login failed” where nobody answers', async () => {
    backend = 'http://127.0.0.1:1';
    const answer = await post({ username: 'ana', password: PASSWORD });
    backend = accounts.origin;
    expect([answer.status, answer.data]).toEqual([500, { error: 'Login failed' }]);
  });

  it('allows no other method', async () => {
    const answer = await open('/api/login');
    expect([answer.status, answer.data]).toEqual([405, { error: 'Method not allowed' }]);
  });
});

describe('the guard of a page', () => {
  it('leads strangers to the log-in, for now', async () => {
    for (const cookie of [undefined, 'sessionid=made-up', 'sessionid=']) {
      const answer = await open('/profile', cookie);
      expect([answer.status, answer.headers.location]).toEqual([307, '/login']);
    }
  });

  it('welcomes by name whoever the cookie is of', async () => {
    const answer = await open('/profile', await logIn());
    expect([answer.status, answer.data]).toEqual([200, 'Welcome, ana!']);
  });

  it('sees at the next request that a session has ended', async () => {
    const cookie = await logIn();
    const token = /csrftoken=(\w+)/.exec(cookie)?.[1];
    const api = accounts.create({ headers: { Cookie: cookie, 'X-CSRFToken': token } });
    const answer = await api.post('/api/logout/');
    expect([answer.status, answer.data]).toEqual([200, { detail: 'Successfully logged out.' }]);
    expect((await open('/profile', cookie)).status).toBe(307);
  });
});

it('the user whom the guard asks for has groups and the permissions of their own, and nothing secret', async () => {
  const api = accounts.create({ headers: { Cookie: await logIn() } });
  const { data } = await api.get('/api/users/me/');
  expect(data).toEqual({
    id: expect.any(Number),
    username: 'ana',
    email: 'ana@mail.example',
    first_name: '',
    last_name: '',
    email_verified: true,
    is_verified: true,
    created_at: expect.any(String),
    date_joined: expect.any(String),
    language: null,
    time_zone: null,
    groups: [],
    permissions: [],
  });
});

it('a protected address answers for the cookie that is sent on, and no one else', async () => {
  expect((await open('/protected', await logIn())).data).toEqual({
    status: 200,
    data: { message: 'Hello, authenticated user!' },
  });
  expect((await open('/protected')).data).toEqual({
    status: 401,
    data: { detail: 'Authentication credentials were not provided.' },
  });
});
