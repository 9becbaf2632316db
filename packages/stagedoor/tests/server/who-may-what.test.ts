import { beforeAll, expect, it } from 'vitest';
import {
  type AskedRoute,
  type Asker,
  askers,
  askersOfPages,
  whoMayWhat,
  whoMayWhatPage,
} from '../support/who-may-what.ts';

let asked: readonly AskedRoute[];
beforeAll(async () => {
  asked = await whoMayWhat();
}, 120_000);

const cell = ({ kind, cells }: AskedRoute, asker: Asker) =>
  cells[(kind === 'api' ? askers : askersOfPages).indexOf(asker)];
const out: readonly unknown[] = ['401', 'log-in'];
const named = ({ route }: AskedRoute) => `${route.method} ${route.path}`;
const where = (holds: (one: AskedRoute) => boolean) => asked.filter(holds).map(named);

it('the page of who may what is what each is answered, at every address', async () => {
  const page = '../../../../docs/reference/who-may-what.md';
  await expect(whoMayWhatPage(asked)).toMatchFileSnapshot(page);
});

it('what asks for somebody lets in neither a visitor nor who was shut out', () => {
  const closed = asked.filter(({ route }) => route.access === 'authenticated');
  expect(closed.length).toBeGreaterThan(100);
  for (const asker of ['nobody', 'inactive'] as const)
    expect(closed.filter((one) => !out.includes(cell(one, asker))).map(named)).toEqual([]);
});

it('who was shut out is answered as a visitor, wherever it is', () => {
  const parted = where((one) => cell(one, 'inactive') !== cell(one, 'nobody'));
  expect(parted).toEqual([]);
});

it('a token with no permission in its scope does no more than its owner, and one that only reads changes nothing', () => {
  const open = (one: AskedRoute, asker: Asker) => cell(one, asker) === '✓';
  const api = asked.filter(({ kind }) => kind === 'api');
  const takesNothing = ({ route }: AskedRoute) => route.credentials === 'none';
  for (const [less, more] of [
    ['token', 'token, in scope'],
    ['token, in scope', 'role'],
    ['token, reads', 'token, in scope'],
  ] as const)
    expect(api.filter((one) => open(one, less) && !open(one, more)).map(named)).toEqual([]);
  const changed = api.filter(
    (one) => one.route.method !== 'GET' && !takesNothing(one) && open(one, 'token, reads'),
  );
  expect(changed.map(named)).toEqual([]);
});

it('an organization is not there for who is not in it, whatever else they are, but for superusers', () => {
  const inside = asked.filter(({ route }) => /^\/(?:api|accounts)\/organizations\/:id\//.test(route.path));
  expect(inside.length).toBeGreaterThan(20);
  for (const asker of ['user', 'staff'] as const)
    expect(inside.filter((one) => cell(one, asker) !== '404').map(named)).toEqual([]);
});
