import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineChannel } from '../../src/create-stagedoor/define-channel.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';
import { redisUrl } from '../support/services.ts';

const SOON = { timeout: 5_000, interval: 5 };
const notes = defineChannel<{ noteId: number }>('notes');

const actions = ({ channels, transact }: FeatureParts<object>) => ({
  announce: (noteId: number) => channels.publish(notes, { noteId }),
  announceInside: () => transact(() => channels.publish(notes, { noteId: 1 })),
  async hear() {
    const heard: number[] = [];
    await channels.subscribe(notes, { onMessage: ({ noteId }) => heard.push(noteId) });
    return heard;
  },
});
const board = defineFeature({ name: 'board', useCases: actions });
const other = defineFeature({ name: 'other', useCases: actions });

const places = [
  ...databases,
  { database: 'Redis', open: async () => ({ env: { REDIS_URL: redisUrl() }, drop: async () => {} }) },
];

describe.each(places)('the channels of a feature on $database', ({ database, open }) => {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  let place: Awaited<ReturnType<typeof open>>;
  const closing: (() => Promise<unknown>)[] = [];

  async function node() {
    const env = { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATA_DIR: directory };
    const site = await createStagedoor({
      env: { DATABASE_URL: `sqlite:${join(directory, 'stagedoor.db')}`, ...env, ...place.env },
      features: [board, other],
    });
    closing.push(() => site.close());
    return site;
  }
  beforeAll(async () => {
    place = await open();
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    await place.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('tell every node what was published, and no other feature', async () => {
    const here = await node();
    // On SQLite alone a site is one process.
    const there = database === 'SQLite' ? here : await node();
    const heard = await there.features.board.hear();
    const byOther = await there.features.other.hear();
    await here.features.board.announce(7);
    await expect.poll(() => heard, SOON).toEqual([7]);
    expect(byOther).toEqual([]);
    const onWhole: unknown[] = [];
    await there.pubSub.subscribe('board.notes', { onMessage: (message) => onWhole.push(message) });
    await here.features.board.announce(8);
    await expect.poll(() => onWhole, SOON).toEqual([{ noteId: 8 }]);
  });

  test('refuse to tell of what may yet be undone', async () => {
    const site = await node();
    const heard = await site.features.board.hear();
    await expect(site.features.board.announceInside()).rejects.toThrow(/Publish after transact/);
    expect(heard).toEqual([]);
  });
});

test.each(['', 'Notes', 'my notes', 'notes.all'])('a channel called %j is refused in words', (name) => {
  expect(() => defineChannel(name)).toThrow(/A channel: name must be a lower-case word/);
});
