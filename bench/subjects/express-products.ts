import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import express from 'express';
import { announce } from './answer.ts';
import { nameOf, productCount, productWork } from './products.ts';

// The same three addresses as one writes them by hand: a token, the fields looked at, a count and a page.
const database = new Database(join(mkdtempSync(join(tmpdir(), 'bench-express-')), 'shop.db'));
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec(`create table token (key text primary key, user_id integer not null);
  create table product (id integer primary key, name text not null, description text not null, price text not null);
  create index product_name on product (name)`);
const key = randomBytes(20).toString('hex');
database.prepare('insert into token values (?, 1)').run(key);
const insert = database.prepare(
  'insert into product (name, description, price) values (?, ?, ?) returning *',
);
database.transaction(() => {
  for (let n = 1; n <= productCount; n += 1) insert.get(nameOf(n), 'Blue ink, 0.5 mm', '9.90');
})();
database.exec('analyze');
const userOf = database.prepare('select user_id from token where key = ?');
const one = database.prepare('select * from product where id = ?');
const page = database.prepare('select * from product order by name, id limit ? offset ?');
const count = database.prepare('select count(*) as count from product');

const app = express();
app.use(express.json());
app.use((request, response, next) => {
  const [, token] = /^Token (\w+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined || userOf.get(token) === undefined)
    return response.status(401).json({ detail: 'Invalid token.' });
  return next();
});
app.get('/api/products/', (request, response) => {
  const size = Math.min(100, Number(request.query.page_size ?? 25));
  const total = request.query.count === 'none' ? null : (count.get() as { count: number }).count;
  const results = page.all(size, (Number(request.query.page ?? 1) - 1) * size);
  response.json({ count: total, next: '?page=2', previous: null, results });
});
app.get('/api/products/:id/', (request, response) => {
  const row = one.get(Number(request.params.id));
  return row ? response.json(row) : response.status(404).json({ detail: 'Not found.' });
});
app.post('/api/products/', (request, response) => {
  const { name, description, price } = request.body;
  if (typeof name !== 'string' || name === '' || name.length > 100 || !/^\d{1,8}(\.\d{1,2})?$/.test(price))
    return response.status(400).json({ name: ['Wrong.'] });
  return response.status(201).json(insert.get(name, String(description), price));
});

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  announce({ port, work: productWork({ authorization: `Token ${key}` }) });
});
