import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { at, naughtyTexts, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const MINUTE = 60_000;

describe.each(storeKinds)('%s limit store', (kind) => {
  const stores = storesUnderTest(kind);

  test('counts each of sixteen attempts at once, and none twice', async () => {
    const key = uniqueText();
    const counted = await race(() => stores().limits.count(key, noon, MINUTE));
    const attempts = counted.map((state) => state.attempts).sort((one, other) => one - other);
    expect(attempts).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
    expect(await stores().limits.read(key)).toEqual({ attempts: 16, blockedUntil: null });
  });

  test.each(naughtyTexts)('keeps the key %j apart from others', async (text) => {
    const key = `${text}${uniqueText()}`;
    await stores().limits.count(key, noon, MINUTE);
    expect(await stores().limits.read(key)).toEqual({ attempts: 1, blockedUntil: null });
    expect(await stores().limits.read(`${key} `)).toBeNull();
  });

  test('counts in a window that starts anew once it is over', async () => {
    const key = uniqueText();
    await stores().limits.count(key, noon, MINUTE);
    expect(await stores().limits.count(key, at(MINUTE - 1), MINUTE)).toEqual({
      attempts: 2,
      blockedUntil: null,
    });
    expect(await stores().limits.count(key, at(MINUTE), MINUTE)).toEqual({ attempts: 1, blockedUntil: null });
    expect(await stores().limits.count(key, at(2 * MINUTE - 1), MINUTE)).toEqual({
      attempts: 2,
      blockedUntil: null,
    });
  });

  test('does not count while the key is blocked, even beyond the window', async () => {
    const key = uniqueText();
    await stores().limits.count(key, noon, MINUTE);
    await stores().limits.block(key, at(5 * MINUTE), null);
    const blocked = { attempts: 1, blockedUntil: at(5 * MINUTE) };
    expect(await stores().limits.count(key, at(1), MINUTE)).toEqual(blocked);
    expect(await stores().limits.count(key, at(5 * MINUTE - 1), MINUTE)).toEqual(blocked);
    expect(await stores().limits.count(key, at(5 * MINUTE), MINUTE)).toEqual({ ...blocked, attempts: 2 });
  });

  test('forgets a block once a whole window has passed since its end, not before', async () => {
    for (const [later, expected] of [
      [6 * MINUTE - 1, { attempts: 2, blockedUntil: at(5 * MINUTE) }],
      [6 * MINUTE, { attempts: 1, blockedUntil: null }],
    ] as const) {
      const key = uniqueText();
      await stores().limits.count(key, noon, MINUTE);
      await stores().limits.block(key, at(5 * MINUTE), null);
      expect(await stores().limits.count(key, at(later), MINUTE)).toEqual(expected);
    }
  });

  test('counts in a row whatever time passes: each of sixteen callers gets a number of its own', async () => {
    const key = uniqueText();
    const counted = await race(() => stores().limits.countInARow(key, noon));
    expect([...counted].sort((one, other) => one - other)).toEqual(
      Array.from({ length: 16 }, (_, index) => index + 1),
    );
    expect(await stores().limits.countInARow(key, at(1_000 * MINUTE))).toBe(17);
    expect(await stores().limits.removeStale(at(0), 10)).toBe(0);
    expect(await stores().limits.clear([key])).toBe(1);
    expect(await stores().limits.countInARow(key, noon)).toBe(1);
  });

  test('goes on counting after a block that the window outlives', async () => {
    const key = uniqueText();
    await stores().limits.count(key, noon, MINUTE);
    await stores().limits.block(key, at(10), null);
    expect(await stores().limits.count(key, at(10), MINUTE)).toEqual({ attempts: 2, blockedUntil: at(10) });
  });

  test('lets one of sixteen callers block a key, and one of sixteen block it again', async () => {
    const key = uniqueText();
    await race(() => stores().limits.count(key, noon, MINUTE));
    const first = await race((index) => stores().limits.block(key, at(MINUTE + index), null));
    expect(first.filter(Boolean)).toHaveLength(1);
    const { blockedUntil } = (await stores().limits.read(key)) ?? { blockedUntil: null };
    expect(blockedUntil).toEqual(at(MINUTE + first.indexOf(true)));
    const second = await race((index) => stores().limits.block(key, at(5 * MINUTE + index), blockedUntil));
    expect(second.filter(Boolean)).toHaveLength(1);
    expect(await stores().limits.block(key, at(9 * MINUTE), blockedUntil)).toBe(false);
  });

  test('blocks a key that was never counted, unless another block is expected', async () => {
    const key = uniqueText();
    expect(await stores().limits.block(key, at(MINUTE), at(1))).toBe(false);
    expect(await stores().limits.read(key)).toBeNull();
    expect(await stores().limits.block(key, at(MINUTE), null)).toBe(true);
    expect(await stores().limits.count(key, at(1), MINUTE)).toEqual({
      attempts: 0,
      blockedUntil: at(MINUTE),
    });
    expect(await stores().limits.count(key, at(2 * MINUTE), MINUTE)).toEqual({
      attempts: 1,
      blockedUntil: null,
    });
  });

  test('takes attempts back, never below none', async () => {
    const key = uniqueText();
    await stores().limits.giveBack(key);
    expect(await stores().limits.read(key)).toBeNull();
    await stores().limits.count(key, noon, MINUTE);
    await stores().limits.count(key, noon, MINUTE);
    await race(() => stores().limits.giveBack(key));
    expect(await stores().limits.read(key)).toEqual({ attempts: 0, blockedUntil: null });
  });

  test('clears the keys that are there and says how many', async () => {
    const [one, other] = [uniqueText(), uniqueText()];
    await stores().limits.count(one, noon, MINUTE);
    await stores().limits.count(other, noon, MINUTE);
    expect(await stores().limits.clear([])).toBe(0);
    expect(await stores().limits.clear([one, 'unknown'])).toBe(1);
    expect(await stores().limits.read(one)).toBeNull();
    expect(await stores().limits.read(other)).not.toBeNull();
  });

  describe('of a good log-in', () => {
    const counted = async (attempts: number) => {
      const key = uniqueText();
      for (let round = 0; round < attempts; round += 1) await stores().limits.count(key, noon, MINUTE);
      return key;
    };

    test.each([1, 2, 7])(
      'takes one of %i attempts of the source back, and all of the others',
      async (attempts) => {
        const [source, account, untouched] = [await counted(attempts), await counted(3), await counted(1)];
        await stores().limits.forgive({ key: source, unblock: false }, [account, 'unknown']);
        expect((await stores().limits.count(source, noon, MINUTE)).attempts).toBe(attempts);
        expect(await stores().limits.read(account)).toBeNull();
        expect(await stores().limits.read(untouched)).toEqual({ attempts: 1, blockedUntil: null });
      },
    );

    test('keeps a block of the source, unless it was set by this attempt', async () => {
      for (const attempts of [1, 2]) {
        const [kept, lifted] = [await counted(attempts), await counted(attempts)];
        for (const key of [kept, lifted]) await stores().limits.block(key, at(MINUTE), null);
        await stores().limits.forgive({ key: kept, unblock: false }, []);
        await stores().limits.forgive({ key: lifted, unblock: true }, []);
        expect((await stores().limits.read(kept))?.blockedUntil).toEqual(at(MINUTE));
        expect((await stores().limits.read(lifted))?.blockedUntil ?? null).toBeNull();
      }
    });

    test('loses nobody else’s attempt, however many come at once', async () => {
      const source = await counted(16);
      await race(() => stores().limits.forgive({ key: source, unblock: false }, []));
      expect((await stores().limits.read(source))?.attempts ?? 0).toBe(0);
      await race(() => stores().limits.count(source, noon, MINUTE));
      expect((await stores().limits.read(source))?.attempts).toBe(16);
    });
  });

  test('removes what is long over, but no block that still holds', async () => {
    const old = new Date('2001-01-01T00:00:00.000Z');
    const [stale, staler, blocked] = [uniqueText(), uniqueText(), uniqueText()];
    for (const key of [stale, staler, blocked]) await stores().limits.count(key, old, MINUTE);
    await stores().limits.block(blocked, at(0), null);
    expect(await stores().limits.removeStale(old, 10)).toBe(0);
    const justAfter = new Date(old.getTime() + 1);
    expect(await stores().limits.removeStale(justAfter, 1)).toBe(1);
    expect(await stores().limits.removeStale(justAfter, 10)).toBe(1);
    expect(await stores().limits.read(blocked)).toEqual({ attempts: 1, blockedUntil: noon });
  });
});
