import { describe, expect, test } from 'vitest';
import type { JwtAlgorithm } from '../../src/core/token/jwt-settings.ts';
import type { NewSigningKey } from '../../src/core/token/signing-key-store.ts';
import { storeKinds } from '../support/open-stores.ts';
import { at, noon, race, uniqueText } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

/** Each test has an algorithm of its own, so that none sees another's keys. */
const algorithms: JwtAlgorithm[] = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256'];

describe.each(storeKinds)('%s signing key store', (kind) => {
  const stores = storesUnderTest(kind);
  const store = () => stores().signingKeys;
  const left = [...algorithms];
  const sample = (changes: Partial<NewSigningKey> = {}): NewSigningKey => ({
    id: uniqueText(),
    algorithm: 'EdDSA',
    follows: '',
    privateKey: `-----BEGIN PRIVATE KEY-----\n${uniqueText()}\n-----END PRIVATE KEY-----\n`,
    createdAt: noon,
    signsFrom: noon,
    ...changes,
  });
  const ownAlgorithm = (): JwtAlgorithm => left.pop() ?? 'EdDSA';

  test('gives a key back as it was added, to its own algorithm only', async () => {
    const algorithm = ownAlgorithm();
    const key = sample({ algorithm, signsFrom: at(1_000) });
    expect(await store().add(key)).toBe(true);
    expect(await store().list(algorithm, noon)).toEqual([{ ...key, retiresAt: null }]);
    expect(await store().list('ES512', noon)).toEqual([]);
  });

  test('lets one of sixteen at once be the first, and one follow it', async () => {
    const algorithm = ownAlgorithm();
    const firsts = await race(() => store().add(sample({ algorithm })));
    expect(firsts.filter(Boolean)).toHaveLength(1);
    const [first] = await store().list(algorithm, noon);
    const followers = await race(() =>
      store().add(sample({ algorithm, follows: first?.id ?? '', signsFrom: at(1) })),
    );
    expect(followers.filter(Boolean)).toHaveLength(1);
    expect((await store().list(algorithm, noon)).map(({ follows }) => follows)).toEqual(['', first?.id]);
  });

  test('lists keys by the moment they sign from, until they retire', async () => {
    const algorithm = ownAlgorithm();
    const [late, early] = [sample({ algorithm, signsFrom: at(9) }), sample({ algorithm, follows: 'x' })];
    for (const key of [late, early]) await store().add(key);
    const idsAt = async (now: Date) => (await store().list(algorithm, now)).map(({ id }) => id);
    expect(await idsAt(noon)).toEqual([early.id, late.id]);
    expect(await store().retireOthers(late, at(50))).toBe(1);
    expect(await idsAt(at(49))).toEqual([early.id, late.id]);
    expect(await idsAt(at(50))).toEqual([late.id]);
  });

  test('never lets a key that retires live longer, and leaves other algorithms alone', async () => {
    const [algorithm, other] = [ownAlgorithm(), ownAlgorithm()];
    const [old, current] = [sample({ algorithm }), sample({ algorithm, follows: 'x', signsFrom: at(9) })];
    const foreign = sample({ algorithm: other });
    for (const key of [old, current, foreign]) await store().add(key);
    expect(await store().retireOthers(current, at(50))).toBe(1);
    expect(await store().retireOthers(current, at(90))).toBe(0);
    expect((await store().list(algorithm, noon)).map(({ retiresAt }) => retiresAt)).toEqual([at(50), null]);
    expect(await store().list(other, noon)).toEqual([{ ...foreign, retiresAt: null }]);
  });

  test('removes what has retired, and nothing else', async () => {
    const algorithm = ownAlgorithm();
    const [old, current] = [sample({ algorithm }), sample({ algorithm, follows: 'x', signsFrom: at(9) })];
    for (const key of [old, current]) await store().add(key);
    await store().retireOthers(current, at(10));
    expect(await store().removeRetired(at(9), 100)).toBe(0);
    expect(await store().removeRetired(at(10), 100)).toBe(1);
    expect((await store().list(algorithm, noon)).map(({ id }) => id)).toEqual([current.id]);
  });

  test('keeps private halves where nobody reads them who has the rows alone, each bound to its key', async () => {
    const { database } = stores();
    if (database === null) return;
    const [one, two] = [
      sample({ privateKey: 'canary-one' }),
      sample({ follows: 'x', privateKey: 'canary-two' }),
    ];
    for (const key of [one, two]) await store().add(key);
    const rows = await database.db.selectFrom('stagedoor_signing_key').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('canary');
    const [sealed] = rows.filter((row) => row.key_id === one.id).map((row) => row.private_key);
    await stores().attack(
      `update stagedoor_signing_key set private_key = '${sealed}' where key_id = '${two.id}'`,
    );
    expect((await store().list('EdDSA', noon)).map(({ privateKey }) => privateKey)).toEqual([
      'canary-one',
      null,
    ]);
  });
});
