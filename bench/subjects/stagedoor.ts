import { execFileSync } from 'node:child_process';
import { announce, password, userCount } from './answer.ts';
import { openSite, serve } from './stagedoor-site.ts';

const stagedoor = await openSite();
await stagedoor.useCases.createUser({
  username: 'ana',
  email: 'ana@example.com',
  password,
  validatePassword: false,
  isStaff: false,
  isSuperuser: false,
});
const port = await serve(stagedoor);
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
if (userCount > 1) {
  const rows = new URL('./stagedoor-rows.ts', import.meta.url).pathname;
  execFileSync(process.execPath, [rows, stagedoor.config.databaseUrl.reveal(), String(userCount)]);
}

announce({
  port,
  work: {
    read: { method: 'GET', path: '/api/users/me/', headers: { cookie } },
    'log-in': { method: 'POST', path: '/api/login/', headers: json, body: logIn },
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
