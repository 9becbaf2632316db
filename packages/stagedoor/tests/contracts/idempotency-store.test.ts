import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { at, naughtyTexts, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

const MINUTE = 60_000;

describe.each(storeKinds)('%s idempotency store', (kind) => {
  const stores = storesUnderTest(kind);
  const store = () => stores().idempotency;
  const request = (keyHash: string, change: { fingerprint?: string; afterMs?: number } = {}) => {
    const { fingerprint = 'body', afterMs = 0 } = change;
    return {
      keyHash,
      fingerprint,
      startedAt: at(afterMs),
      staleBefore: at(afterMs - 2 * MINUTE),
      expiresAt: at(afterMs + 60 * MINUTE),
    };
  };

  test('lets exactly one of sixteen at once carry the request out', async () => {
    const key = uniqueText();
    const claims = await race(() => store().claim(request(key)));
    expect(claims.map(({ outcome }) => outcome).sort()).toEqual(['claimed', ...Array(15).fill('running')]);
  });

  test.each([...naughtyTexts, null])('gives the answer %j again once it is done', async (answer) => {
    const key = uniqueText();
    await store().claim(request(key));
    await store().complete(key, answer);
    expect(await store().claim(request(key))).toEqual({ outcome: 'done', answer });
    expect(await store().claim(request(key, { fingerprint: 'another' }))).toEqual({
      outcome: 'other-request',
    });
  });

  test('gives a claim free that was abandoned, and none that is done', async () => {
    const key = uniqueText();
    await store().claim(request(key));
    await store().abandon(key);
    expect(await store().claim(request(key))).toEqual({ outcome: 'claimed' });
    await store().complete(key, 'answer');
    await store().abandon(key);
    expect(await store().claim(request(key))).toEqual({ outcome: 'done', answer: 'answer' });
  });

  test('lets a claim be taken over once it is stale, by the same request only', async () => {
    const key = uniqueText();
    await store().claim(request(key));
    expect(await store().claim(request(key, { afterMs: 2 * MINUTE }))).toEqual({ outcome: 'running' });
    const later = { afterMs: 2 * MINUTE + 1 };
    expect(await store().claim(request(key, { ...later, fingerprint: 'another' }))).toEqual({
      outcome: 'other-request',
    });
    expect(await store().claim(request(key, later))).toEqual({ outcome: 'claimed' });
  });

  test('forgets a request at its end, and removes it then', async () => {
    const key = uniqueText();
    await store().claim(request(key));
    await store().complete(key, 'answer');
    expect(await store().claim(request(key, { afterMs: 60 * MINUTE - 1 }))).toMatchObject({
      outcome: 'done',
    });
    expect(await store().removeExpired(at(60 * MINUTE - 1), 1_000)).toBe(0);
    expect(await store().claim(request(key, { afterMs: 60 * MINUTE, fingerprint: 'another' }))).toEqual({
      outcome: 'claimed',
    });
    expect(await store().removeExpired(at(120 * MINUTE), 1_000)).toBeGreaterThan(0);
    expect(await store().claim(request(key))).toEqual({ outcome: 'claimed' });
    expect(noon).toEqual(at(0));
  });

  test('keeps answers where nobody reads them who has the rows alone', async () => {
    const { database } = stores();
    if (database === null) return;
    const key = uniqueText();
    await store().claim(request(key));
    await store().complete(key, 'canary-answer');
    const rows = await database.db.selectFrom('stagedoor_request').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('canary');
  });
});
