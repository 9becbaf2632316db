import fc from 'fast-check';
import { CompiledQuery, type KyselyPlugin, sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { foldCase } from '../../../../src/infrastructure/database/fold-case.ts';
import { isFoldedAlike } from '../../../../src/infrastructure/database/resource/found-by.ts';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { trigrams } from '../../../../src/infrastructure/database/resource/search-index.ts';
import { createTable } from '../../../../src/infrastructure/database/resource/table-statements.ts';
import { runActions } from '../../../../src/infrastructure/database/take-step.ts';
import type { LookUp, Resource } from '../../../../src/resource/resource.ts';
import { tableNameOf, tableStateOf } from '../../../../src/resource/table-state.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const lookUps: readonly LookUp[] = [
  'icontains',
  'contains',
  'istartswith',
  'startswith',
  'iendswith',
  'endswith',
  'iexact',
];
const signs = [
  'a',
  'A',
  'i',
  'I',
  'k',
  's',
  'é',
  'É',
  'ñ',
  'ß',
  'ẞ',
  'ſ',
  'K',
  'İ',
  'ı',
  'Σ',
  'σ',
  'ς',
  'ж',
  'Ж',
  'Ꭰ',
  'ꭰ',
  'ა',
  'Ა',
].concat([
  'e\u0301',
  '"',
  "'",
  '%',
  '_',
  '\\',
  '*',
  '(',
  ')',
  ':',
  '-',
  ' ',
  '日',
  '本',
  '😀',
  '🏳️‍🌈',
  '\u200b',
  '\n',
]);
const anyText = fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((some) => some.join(''));

describe.each(['sqlite', 'postgres'] as const)(
  'parts of a text that are looked for by an index on %s',
  (kind) => {
    const stores = storesUnderTest(kind);
    const context = () => {
      const { database } = stores();
      if (database === null) throw new Error('Memory has no tables.');
      return database;
    };
    const texts = (name: string, isIndexed: boolean): Resource => ({
      name,
      fields: { text: { type: 'text', max: 2000, blank: true, ...(isIndexed ? { searchIndex: true } : {}) } },
      access: { anyone: true },
    });
    const [found, walked] = [texts('found', true), texts('walked', false)];
    const rowsOf = (resource: Resource) => createResourceStore(context(), { feature: 'shop', resource });
    beforeAll(async () => {
      const { db, dialect } = context();
      for (const resource of [found, walked])
        await runActions(
          { db, dialect },
          createTable(tableNameOf('shop', resource), tableStateOf('shop', resource), dialect),
        );
    });
    let id = 0;

    test('are found as they are without it, whatever signs they have, and however rows change', async () => {
      const clear = async () => {
        for (const resource of [found, walked]) await stores().attack(`delete from shop_${resource.name}`);
      };
      await fc.assert(
        fc.asyncProperty(fc.array(anyText, { minLength: 6, maxLength: 6 }), anyText, async (some, other) => {
          await clear();
          const ids = some.map(() => (id += 1));
          for (const resource of [found, walked]) {
            const rows = rowsOf(resource);
            for (const [at, one] of ids.entries()) await rows.create(one, { text: some[at] });
            await rows.update(ids[0] ?? 0, { text: other }, null);
            await rows.remove(ids[1] ?? 0, null);
          }
          const parts = [other, ...some].flatMap((text) => [
            text,
            [...text].slice(1, 5).join(''),
            foldCase(text),
            text.toUpperCase(),
          ]);
          for (const value of new Set(parts))
            for (const lookUp of lookUps) {
              const query = { filters: [{ field: 'text', lookUp, value }], limit: 99 };
              const idsIn = async (resource: Resource) =>
                (await rowsOf(resource).list(query)).map((row) => row.id);
              expect([value, lookUp, await idsIn(found)]).toEqual([value, lookUp, await idsIn(walked)]);
            }
        }),
        { numRuns: kind === 'sqlite' ? 15 : 6 },
      );
      await clear();
    });

    test('are found by a small i and k where they have a dotted I and the sign of Kelvin, with it and without', async () => {
      for (const resource of [found, walked]) {
        const rows = rowsOf(resource);
        await rows.create(1, { text: '\u0130stanbul, \u0130\u0130k' });
        await rows.create(2, { text: 'the scale of \u212Aelvin' });
        for (const [lookUp, value, ids] of [
          ['icontains', 'ist', [1]],
          ['icontains', 'TANBUL, IIK', [1]],
          ['istartswith', 'Istan', [1]],
          ['iendswith', 'kelvin', [2]],
          ['iexact', 'istanbul, iik', [1]],
          ['icontains', '\u0130stan', [1]],
          ['icontains', 'isk', []],
          ['contains', 'ist', []],
        ] as const) {
          const some = await rows.list({ filters: [{ field: 'text', lookUp, value }], limit: 9 });
          expect([resource.name, lookUp, value, some.map((row) => row.id)]).toEqual([
            resource.name,
            lookUp,
            value,
            ids,
          ]);
        }
        for (const one of [1, 2]) await rows.remove(one, null);
      }
    });

    test('are not looked for row by row', async () => {
      const { db, dialect } = context();
      const values = Array.from(
        { length: 2_000 },
        (_, at) => `(${at + 1}, 'number ${at} ${'of very many '.repeat(90)}')`,
      );
      await stores().attack(`insert into shop_found (id, text) values ${values.join()}`);
      if (dialect === 'postgres') await stores().attack('vacuum analyze shop_found');
      const asked: CompiledQuery[] = [];
      const executor = db.getExecutor();
      const listening: KyselyPlugin = {
        transformQuery({ node, queryId }) {
          asked.push(executor.compileQuery(node, queryId));
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      const store = createResourceStore(
        { dialect, db: db.withPlugin(listening) },
        { feature: 'shop', resource: found },
      );
      const planOf = async (value: string) => {
        asked.length = 0;
        const rows = await store.list({ anyOf: [[{ field: 'text', lookUp: 'icontains', value }]], limit: 9 });
        const [query] = asked;
        if (query === undefined) throw new Error('Nothing was asked.');
        const explain = dialect === 'sqlite' ? 'explain query plan' : 'explain';
        const { rows: plan } = await db.executeQuery(
          CompiledQuery.raw(`${explain} ${query.sql}`, [...query.parameters]),
        );
        return { count: rows.length, plan: JSON.stringify(plan) };
      };
      expect(await planOf('NUMBER 1718')).toMatchObject({
        count: 1,
        plan: expect.stringContaining('shop_found_text_search'),
      });
      // Too short for it.
      expect((await planOf('17')).count).toBe(9);
      await stores().attack('delete from shop_found');
    });

    if (kind === 'postgres')
      test('need an extension, and say so where it may not be made', async () => {
        await stores().attack('drop extension pg_trgm cascade');
        await stores().attack('create role nobody_here');
        const tried = context()
          .db.transaction()
          .execute(async (tx) => {
            await sql`set local role nobody_here`.execute(tx);
            await runActions({ db: tx, dialect: 'postgres' }, [trigrams]);
          });
        await expect(tried).rejects.toThrow(
          /searchIndex needs the extension pg_trgm, .*create extension if not exists pg_trgm/,
        );
        await stores().attack('drop role nobody_here');
        await stores().attack('create extension pg_trgm');
      });
    else
      test('are put in small letters alike by the index and by us', async () => {
        const { db } = context();
        const kin = new Map<string, string[]>();
        for (let code = 1; code < 0x20000; code += 1) {
          if (code >= 0xd800 && code <= 0xdfff) continue;
          const sign = String.fromCodePoint(code);
          const folded = foldCase(sign);
          kin.set(folded, [...(kin.get(folded) ?? []), sign]);
        }
        const alike = [...kin.values()].filter((some) => some.length > 1 && some.some(isFoldedAlike));
        expect(alike.length).toBeGreaterThan(500);
        await sql`create virtual table folded using fts5 (text, tokenize='trigram')`.execute(db);
        const signsOf = JSON.stringify(alike.flat().map((sign) => sign.repeat(3)));
        await sql`insert into folded (rowid, text) select key + 1, value from json_each(${signsOf})`.execute(
          db,
        );
        await sql`create virtual table folded_terms using fts5vocab ('folded', 'instance')`.execute(db);
        const { rows } = await sql<{
          doc: number;
          term: string;
        }>`select doc, term from folded_terms order by doc`.execute(db);
        const termOf = new Map(alike.flat().map((sign, at) => [sign, rows[at]?.term]));
        expect(rows).toHaveLength(termOf.size);
        for (const some of alike)
          expect([some, new Set(some.map((sign) => termOf.get(sign))).size]).toEqual([some, 1]);
        await sql`drop table folded_terms`.execute(db);
        await sql`drop table folded`.execute(db);
      });
  },
);
