import { execFileSync } from 'node:child_process';
import { announce, familyCount, password, userCount } from './answer.ts';
import { openSite, serve } from './stagedoor-site.ts';

const stagedoor = await openSite();
await stagedoor.useCases.user.create({
  by: 'operator',
  username: 'ana',
  email: 'ana@example.com',
  password,
  validatePassword: false,
  isStaff: false,
  isSuperuser: false,
});
const port = await serve(stagedoor);
const visitor = { ipAddress: '127.0.0.1', userAgent: 'bench', language: 'en', deviceKey: null } as const;
const json = { 'content-type': 'application/json' };
const logIn = JSON.stringify({ username: 'ana', password });
const answer = await fetch(`http://127.0.0.1:${port}/api/login/`, {
  method: 'POST',
  headers: json,
  body: logIn,
});
const cookie = answer.headers
  .getSetCookie()
  .map((line) => line.split(';')[0])
  .join('; ');
const principal = await stagedoor.useCases.session.findHolder({
  sessionKey: /sessionid=([^;]+)/.exec(cookie)?.[1] ?? '',
});
if (principal === null) throw new Error('The log-in gave no session.');
const apiToken = await stagedoor.useCases.apiToken.issue({ userId: principal.user.id, anew: true });
const personal = await stagedoor.useCases.personalToken.create({
  principal,
  name: 'bench',
  scope: { permissions: [], methods: 'read' },
  expiresInDays: 1,
  visitor,
});
const pair = await obtainPair();
const refreshTokens: string[] = [];
for (let n = 0; n < familyCount; n += 1) refreshTokens.push((await obtainPair()).refresh);
if (userCount > 1) {
  const rows = new URL('./stagedoor-rows.ts', import.meta.url).pathname;
  execFileSync(process.execPath, [rows, stagedoor.config.databaseUrl.reveal(), String(userCount)]);
}

announce({
  port,
  work: {
    read: { method: 'GET', path: '/api/users/me/', headers: { cookie } },
    'read by API token': me(`Token ${apiToken.key}`),
    'read by personal token': me(`Bearer ${personal.token}`),
    'read by JWT': me(`Bearer ${pair.access}`),
    refresh: {
      method: 'POST',
      path: '/api/token/refresh/',
      headers: json,
      body: '{"refresh":"{token}"}',
      chain: { tokens: refreshTokens, field: 'refresh' },
    },
    guess: { method: 'POST', path: '/api/login/', headers: json, body: logIn.replace(password, 'wrong') },
    'log-in': {
      method: 'POST',
      path: '/api/login/',
      headers: json,
      body: logIn.replace('ana', 'copy{user}'),
    },
    'sign-up': {
      method: 'POST',
      path: '/api/signup/',
      headers: json,
      body: JSON.stringify({
        email: 'person{n}@example.com',
        username: 'person{n}',
        password,
        password_confirm: password,
        first_name: 'Ana',
        last_name: 'Person',
      }),
    },
  },
});

function me(authorization: string) {
  return { method: 'GET', path: '/api/users/me/', headers: { authorization } } as const;
}

function obtainPair() {
  return stagedoor.useCases.jwt.obtainPair({ identifier: 'ana', password, visitor });
}
