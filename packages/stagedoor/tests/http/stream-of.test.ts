import { once } from 'node:events';
import { expect, it } from 'vitest';
import { streamOf } from '../../src/http/answer/stream-of.ts';
import { within } from '../../src/http/context/exports-at-once.ts';

const freed: string[] = [];
const room = { begin: () => undefined, free: () => void freed.push('room') };
async function* parts(count: number) {
  try {
    for (let at = 0; at < count; at += 1) yield 'x'.repeat(100_000);
  } finally {
    freed.push('rows');
  }
}

it('ends what is made of an answer, and frees its room, once it has taken its time, though nobody reads on', async () => {
  const stream = streamOf({ body: within(room, parts(1_000)), longestMs: 20 });
  stream.once('data', () => stream.pause());
  const [fault] = await once(stream, 'error');
  expect(fault).toMatchObject({ message: 'An answer was read for more than 20 ms.' });
  expect([...new Set(freed.splice(0))].toSorted()).toEqual(['room', 'rows']);
});

it('ends nothing that was read by then', async () => {
  let length = 0;
  const stream = streamOf({ body: within(room, parts(3)), longestMs: 60_000 });
  for await (const part of stream) length += part.length;
  expect([length, stream.errored]).toEqual([300_000, null]);
});
