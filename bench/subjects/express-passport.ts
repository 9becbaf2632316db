import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';
import Database from 'better-sqlite3';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-local';
import { announce, password, userCount } from './answer.ts';

interface Row {
  id: number;
  email: string;
  hash: string;
}

const database = new Database(join(mkdtempSync(join(tmpdir(), 'bench-passport-')), 'users.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table user (id integer primary key, email text unique not null, hash text not null)');
const insert = database.prepare('insert into user (email, hash) values (?, ?) returning id');
const byEmail = database.prepare('select * from user where email = ?');
const byId = database.prepare('select * from user where id = ?');
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const stored = await hash(password, cost);
database.transaction(() => {
  for (let n = 0; n < userCount; n += 1) insert.run(`person${n}@copy.example`, stored);
})();

passport.use(
  new Strategy({ usernameField: 'email' }, (email, typed, done) => {
    const user = byEmail.get(email) as Row | undefined;
    if (!user) return done(null, false);
    verify(user.hash, typed).then((matches) => done(null, matches ? user : false), done);
  }),
);
passport.serializeUser((user, done) => done(null, (user as Row).id));
passport.deserializeUser((id, done) => done(null, (byId.get(id) as Row | undefined) ?? false));

const app = express();
app.use(express.json());
app.use(session({ secret: 'only for this measurement', resave: false, saveUninitialized: false }));
app.use(passport.session());
app.get('/me', (request, response) => {
  const user = request.user as Row | undefined;
  if (!user) return response.status(401).json({ detail: 'no' });
  return response.json({ id: user.id, email: user.email });
});
app.post('/log-in', passport.authenticate('local'), (_request, response) => response.json({ ok: true }));
app.post('/sign-up', (request, response, next) => {
  hash(request.body.password, cost)
    .then((encoded) => response.status(201).json(insert.get(request.body.email, encoded)))
    .catch(next);
});

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address() as AddressInfo;
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: 'person0@copy.example', password });
  const answer = await fetch(`http://127.0.0.1:${port}/log-in`, { method: 'POST', headers, body });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  announce({
    port,
    work: {
      read: { method: 'GET', path: '/me', headers: { cookie } },
      guess: { method: 'POST', path: '/log-in', headers, body: body.replace(password, 'wrong') },
      'log-in': { method: 'POST', path: '/log-in', headers, body: body.replace('person0', 'person{user}') },
      'sign-up': {
        method: 'POST',
        path: '/sign-up',
        headers,
        body: JSON.stringify({ email: 'new{n}@example.com', password }),
      },
    },
  });
});
