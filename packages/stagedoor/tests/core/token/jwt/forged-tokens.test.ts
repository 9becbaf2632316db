import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { algorithmFamilies } from './forgeries/algorithms.ts';
import { claimFamilies } from './forgeries/claims.ts';
import { encodingFamilies } from './forgeries/encodings.ts';
import { headerFamilies } from './forgeries/headers.ts';
import { openBench } from './forgeries/workshop.ts';

const visits: string[] = [];
const trap: Server = createServer((request, response) => {
  visits.push(request.url ?? '');
  response.end('{"keys":[]}');
});
trap.listen(0, '127.0.0.1');
await once(trap, 'listening');
const address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}/jwks.json`;

const hs = await openBench();
const es = await openBench({ algorithm: 'ES256' });
const rs = await openBench({ algorithm: 'RS256' });
const named = await openBench({ audience: ['us'], issuer: 'https://us.example' });
const families = [
  ...(await algorithmFamilies({ hs, es, rs })),
  ...headerFamilies({ hs, es, rs }, address),
  ...encodingFamilies({ hs, es }),
  ...claimFamilies({ hs, named }),
].map(({ tokens, ...family }) => ({ ...family, tokens: [...tokens] }));

afterAll(() => {
  trap.close();
  const counts = families.map(({ name, tokens }) => `${String(tokens.length).padStart(6)}  ${name}`);
  const total = families.reduce((sum, { tokens }) => sum + tokens.length, 0);
  console.log(
    [`${families.length} families of forged or mistaken tokens`, ...counts, `${total} tokens in all`].join(
      '\n',
    ),
  );
});

describe('a token of our own', () => {
  test.each([hs, es, rs, named])(
    'signed with $algorithm is good, however often it is read',
    async (bench) => {
      const token = bench.token();
      for (const _ of [1, 2]) {
        expect(await bench.read(token)).toMatchObject({ outcome: 'good', token: { claims: bench.claims() } });
      }
    },
  );

  test('may have names within names, and the same name in two objects', async () => {
    const claims = hs.claims({ roles: [{ id: 1 }, { id: 2 }], note: '"a":1,"a":2', __proto: { id: 3 } });
    expect(await hs.read(hs.token({ payload: claims }))).toMatchObject({
      outcome: 'good',
      token: { claims },
    });
  });
});

test.each(families)('is refused: $name', async ({ bench, tokens, faults = ['invalid'], types }) => {
  expect(tokens.length).toBeGreaterThan(0);
  const wrong: unknown[] = [];
  for (const token of tokens) {
    const read = await bench.read(token, types);
    const isRefused = read.outcome === 'refused' && faults.includes(read.fault);
    if (!isRefused) wrong.push([token.slice(0, 300), read]);
  }
  expect(wrong).toEqual([]);
});

test('nothing that a header names is ever fetched (ASVS V9.1.3)', () => {
  expect(visits).toEqual([]);
});
