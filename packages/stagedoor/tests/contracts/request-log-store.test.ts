import { randomInt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { admitRequest } from '../../src/core/limit/admit-request.ts';
import { fixedClock } from '../../src/infrastructure/memory/fixed-clock.ts';
import { storeKinds } from '../support/open-stores.ts';
import { at, naughtyTexts, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';
import { testSettings } from '../support/test-settings.ts';

const randomAddress = () =>
  `2001:db8:${randomInt(0x10000).toString(16)}:${randomInt(0x10000).toString(16)}::1`;

describe.each(storeKinds)('%s request log store', (kind) => {
  const stores = storesUnderTest(kind);
  const store = () => stores().requestLogs;
  const log = [[noon.getTime(), 2]] as const;
  const write = (key: string, expected: number | null, expiresAt = at(1_000)) =>
    store().write(key, { log, expiresAt, expected });

  test.each(naughtyTexts)('keeps the log of %j apart from others', async (text) => {
    const key = `${text}${uniqueText()}`;
    expect(await store().read(key)).toBeNull();
    expect(await write(key, null)).toBe(true);
    expect(await store().read(key)).toEqual({ log, version: 1 });
    expect(await store().read(`${key} `)).toBeNull();
  });

  test.each([
    ['first', null],
    ['next', 1],
  ])('lets exactly one of sixteen at once write the %s version', async (_, expected) => {
    const key = uniqueText();
    if (expected !== null) await write(key, null);
    const written = await race(() => write(key, expected));
    expect(written.filter((won) => won)).toHaveLength(1);
    expect((await store().read(key))?.version).toBe((expected ?? 0) + 1);
  });

  test('writes nothing over a version that is not the one expected', async () => {
    const key = uniqueText();
    expect(await write(key, 1)).toBe(false);
    await write(key, null);
    expect(await write(key, null)).toBe(false);
    expect(await write(key, 2)).toBe(false);
  });

  test('lets through exactly as many of sixteen at once as a rate says, and counts none that it refuses', async () => {
    const { requestLogs } = stores();
    const clock = fixedClock(noon.toISOString());
    const settings = testSettings({ THROTTLE_ANON: '5/min' });
    const request = { userId: null, ipAddress: randomAddress(), scope: null };
    const admit = () =>
      admitRequest({ requestLogs, clock, settings }, request).then(
        () => true,
        () => false,
      );
    const admitted = (await race(admit)).filter((isIn) => isIn);
    expect(admitted).toHaveLength(5);
    clock.advance(59_999);
    expect(await admit()).toBe(false);
    clock.advance(1);
    expect((await race(admit)).filter((isIn) => isIn)).toHaveLength(5);
  });

  test('removes what has expired, not before, and no more than it is told to', async () => {
    const [early, late] = [uniqueText(), uniqueText()];
    await write(early, null, at(1_000));
    await write(late, null, at(2_000));
    await store().removeExpired(at(999), 1_000);
    expect(await store().read(early)).not.toBeNull();
    await store().removeExpired(at(1_000), 0);
    expect(await store().read(early)).not.toBeNull();
    await store().removeExpired(at(1_000), 1_000);
    expect(await store().read(early)).toBeNull();
    expect(await store().read(late)).not.toBeNull();
  });
});
