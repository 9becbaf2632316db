import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { rightsFollow } from '../../../../src/create-stagedoor/step-companions.ts';
import { migrate } from '../../../../src/infrastructure/database/migrate.ts';
import { modelOf } from '../../../../src/infrastructure/database/model.ts';
import { grantMigrations } from '../../../../src/infrastructure/database/object-permission/grant-table.ts';
import { createResourceStore } from '../../../../src/infrastructure/database/resource/resource-store.ts';
import { migrationSteps } from '../../../../src/infrastructure/database/resource/step-statements.ts';
import { runActions } from '../../../../src/infrastructure/database/take-step.ts';
import type { Field } from '../../../../src/resource/field.ts';
import { differenceOf } from '../../../../src/resource/migration/difference.ts';
import { formerNamesIn } from '../../../../src/resource/migration/former-names.ts';
import {
  type Operation,
  type ResourceStep,
  stateAfter,
} from '../../../../src/resource/migration/operation.ts';
import { refusedOf } from '../../../../src/resource/migration/refused.ts';
import type { Values } from '../../../../src/resource/read/read-row.ts';
import type { Resource } from '../../../../src/resource/resource.ts';
import { addUser } from '../../../support/stores/samples.ts';
import { storesUnderTest } from '../../../support/stores/stores-under-test.ts';

const access = { anyone: true } as const;
const resource = (name: string, fields: Resource['fields'], was?: string): Resource => ({
  name,
  fields,
  access,
  ...(was === undefined ? {} : { was }),
});
const shelf = resource('shelf', { label: { type: 'text', max: 20 } });

describe.each(['sqlite', 'postgres'] as const)('what a declaration changes on %s', (kind) => {
  const stores = storesUnderTest(kind);
  const database = () => {
    const { database: opened } = stores();
    if (opened === null) throw new Error('Memory has no tables.');
    return opened;
  };
  let feature = 'f0';
  let steps: ResourceStep[] = [];
  beforeEach(() => {
    feature = `f${Number(feature.slice(1)) + 1}`;
    steps = [];
  });

  const run = async (at: number, direction: 'statements' | 'reverse') => {
    const { dialect } = database();
    const step = migrationSteps(
      steps.map((one) => ({ feature, step: one })),
      rightsFollow,
    )[at];
    const actions = step?.[direction]?.(dialect) ?? [];
    await database().forMigration((db) =>
      db.transaction().execute((tx) => runActions({ db: tx, dialect }, actions)),
    );
  };
  /** Writes the step that makes it so, and takes it. */
  const declare = async (...resources: readonly Resource[]): Promise<readonly Operation[]> => {
    const operations = differenceOf(stateAfter(steps), { feature, resources }, formerNamesIn(steps));
    expect(refusedOf(stateAfter(steps), operations, [])).toEqual([]);
    steps.push({ name: `${steps.length + 1}`, operations });
    await run(steps.length - 1, 'statements');
    expect(differenceOf(stateAfter(steps), { feature, resources }, formerNamesIn(steps))).toEqual([]);
    return operations;
  };
  const back = async () => {
    await run(steps.length - 1, 'reverse');
    steps.pop();
  };
  const rowsIn = (of: Resource) => createResourceStore(database(), { feature, resource: of });

  const moment = new Date('2026-05-01T09:30:00.123Z');
  test.each<readonly [Field, unknown, Field, unknown]>([
    [{ type: 'integer' }, 12, { type: 'text', max: 20 }, '12'],
    [{ type: 'integer' }, 12, { type: 'decimal', digits: 12, places: 2 }, '12.00'],
    [{ type: 'decimal', digits: 8, places: 2 }, '9.90', { type: 'text', max: 20 }, '9.90'],
    [{ type: 'decimal', digits: 8, places: 2 }, '9.90', { type: 'decimal', digits: 9, places: 3 }, '9.900'],
    [{ type: 'boolean' }, true, { type: 'integer' }, 1],
    [{ type: 'boolean' }, true, { type: 'text', max: 9 }, 'true'],
    [{ type: 'date' }, '2026-05-01', { type: 'text', max: 10 }, '2026-05-01'],
    [{ type: 'time' }, '09:30:00', { type: 'text', max: 10 }, '09:30:00'],
    [{ type: 'moment' }, moment, { type: 'text', max: 30 }, '2026-05-01T09:30:00.123Z'],
    [{ type: 'text', max: 9 }, 'Pen', { type: 'long-text' }, 'Pen'],
    [{ type: 'long-text' }, 'Pen', { type: 'text', max: 9 }, 'Pen'],
    [{ type: 'choice', of: { a: 'A', b: 'B' } }, 'b', { type: 'choice', of: { a: 'A' } }, 'b'],
    [{ type: 'choice', of: { a: 'A' } }, 'a', { type: 'text', max: 9 }, 'a'],
    [{ type: 'integer', nullable: true }, null, { type: 'integer', default: 3 }, 3],
    [{ type: 'integer', default: 3 }, 4, { type: 'integer', nullable: true }, 4],
    [{ type: 'date', nullable: true }, null, { type: 'date', default: '2020-2-1' }, '2020-02-01'],
    [{ type: 'integer', nullable: true }, null, { type: 'text', max: 9, nullable: true }, null],
    [{ type: 'integer' }, 7, { type: 'integer', unique: true }, 7],
  ])('keeps what is in a column: %o with %o becomes %o', async (from, value, to, kept) => {
    const [before, after] = [resource('thing', { a: from }), resource('thing', { a: to })];
    await declare(before);
    await rowsIn(before).create(1, { a: value });
    await declare(after);
    expect((await rowsIn(after).find(1))?.a).toEqual(kept);
    await back();
    expect((await rowsIn(before).find(1))?.a).toEqual(value ?? kept);
  });

  test('sees a default that an older step holds as it was written', async () => {
    const visit = resource('visit', { at: { type: 'time', default: '9:00' } });
    const state = (fallback: string) => ({ columns: { at: { type: 'time', default: fallback } } }) as const;
    const table = `${feature}_visit`;
    steps.push({ name: '1', operations: [{ kind: 'create-table', table, state: state('9:00') }] });
    await run(0, 'statements');
    expect(await declare(visit)).toEqual([
      expect.objectContaining({ kind: 'alter-column', table, column: 'at' }),
    ]);
    expect(stateAfter(steps)[table]).toEqual(state('09:00:00'));
  });

  test('refuses on the way back what the column did not hold, and keeps it', async () => {
    const [before, after] = [
      resource('thing', { a: { type: 'integer' } }),
      resource('thing', { a: { type: 'text', max: 9 } }),
    ];
    await declare(before);
    await declare(after);
    await rowsIn(after).create(1, { a: 'twelve' });
    await expect(back()).rejects.toThrow(/JSON|integer|bigint/);
    expect((await rowsIn(after).find(1))?.a).toBe('twelve');
  });

  test.each<readonly [Field, Field, unknown, unknown]>([
    [{ type: 'decimal', digits: 8, places: 1 }, { type: 'decimal', digits: 10, places: 3 }, '9.876', '9.9'],
    [{ type: 'integer' }, { type: 'decimal', digits: 13, places: 2 }, '9.51', 10],
    [{ type: 'boolean' }, { type: 'integer' }, 7, true],
    [{ type: 'decimal', digits: 4, places: 1 }, { type: 'decimal', digits: 9, places: 1 }, '1234.0', null],
    [{ type: 'date' }, { type: 'text', max: 20 }, '2026-02-30', null],
    [{ type: 'time' }, { type: 'text', max: 20 }, '25:00:00', null],
    [{ type: 'moment' }, { type: 'text', max: 30 }, 'tomorrow, if at all', null],
    [{ type: 'json', default: {} }, { type: 'text', max: 20 }, '{"a"', null],
  ])(
    'gives on the way back the nearest, or refuses it: %o from %o with %o is %o',
    async (from, to, value, found) => {
      const [before, after] = [resource('thing', { a: from }), resource('thing', { a: to })];
      await declare(before);
      await declare(after);
      const [, widened] = migrationSteps(steps.map((step) => ({ feature, step })));
      expect(widened?.effects?.forward.loses).toEqual([]);
      expect(widened?.effects?.backward.loses).toEqual([
        expect.stringMatching(/^Change a of f\d+_thing: .*(?:rounded|becomes true|refused where)/),
      ]);
      await rowsIn(after).create(1, { a: value });
      if (found === null) {
        await expect(back()).rejects.toThrow();
        expect((await rowsIn(after).find(1))?.a).toEqual(value);
      } else {
        await back();
        expect((await rowsIn(before).find(1))?.a).toEqual(found);
      }
    },
  );

  test('checks follow what they name, and what violates one keeps its step from being taken', async () => {
    const count = (more: object = {}): Field => ({ type: 'integer', default: 0, ...more });
    const checked = (fields: Resource['fields'], checks: NonNullable<Resource['checks']>, was?: string) => ({
      ...resource(was === undefined ? 'thing' : 'item', fields, was),
      checks,
    });
    const fewer = (field: string, other: string, text?: string) => ({
      fewer: { holds: { field, lte: { field: other } }, ...(text === undefined ? {} : { text }) },
    });
    const before = checked({ a: count(), b: count() }, {});
    await declare(before);
    await rowsIn(before).create(1, { a: 7, b: 3 });
    const after = checked({ a: count(), b: count() }, fewer('a', 'b'));
    await expect(declare(after)).rejects.toThrow(/fewer_check/);
    steps.pop();
    await rowsIn(before).update(1, { b: 9 }, null);
    expect((await declare(after)).map((operation) => operation.kind)).toEqual(['add-check']);
    expect(await rowsIn(after).update(1, { b: 1 }, null)).toEqual({ kind: 'violates', check: 'fewer' });
    // Other names, another type, and then only another text: no step.
    const wide = (was: string): Field => ({ type: 'decimal', digits: 12, places: 1, default: '0', was });
    const renamed = checked({ c: wide('a'), d: wide('b') }, fewer('c', 'd'), 'thing');
    await declare(renamed);
    expect(await rowsIn(renamed).update(1, { d: '1.5' }, null)).toEqual({ kind: 'violates', check: 'fewer' });
    const said = { ...renamed, checks: fewer('c', 'd', 'Too many.') };
    expect(differenceOf(stateAfter(steps), { feature, resources: [said] }, formerNamesIn(steps))).toEqual([]);
    await back();
    expect(await rowsIn(after).update(1, { b: 1 }, null)).toEqual({ kind: 'violates', check: 'fewer' });
    await back();
    expect(await rowsIn(before).update(1, { b: 1 }, null)).toMatchObject({ a: 7, b: 1 });
  });

  const text: Field = { type: 'text', max: 9, default: '' };
  const four = { a: text, b_c: text, a_b: text, c: text };
  const together = (fields: Resource['fields'], ...uniqueTogether: readonly (readonly string[])[]) => ({
    ...resource('thing', fields),
    uniqueTogether,
  });
  test.each<readonly [string, Resource, Values, Resource, Values, Values]>([
    [
      'two sets',
      together(four, ['a', 'b_c']),
      { a: 'x', b_c: 'y' },
      together(four, ['a_b', 'c']),
      { a_b: 'x', c: 'y' },
      { a: 'x', b_c: 'y' },
    ],
    [
      'a field and a set',
      resource('thing', { day_slot: { ...text, unique: true } }),
      { day_slot: 'x' },
      together({ day: text, slot: text }, ['day', 'slot']),
      { day: 'x', slot: 'y' },
      { day: 'x' },
    ],
  ])('what is unique changes with what makes it, where %s have one name of an index', async (...of) => {
    const [, before, one, after, other, free] = of;
    await declare(before);
    expect(await rowsIn(before).create(1, one)).toHaveProperty('id');
    expect(await rowsIn(before).create(2, one)).toMatchObject({ kind: 'taken' });
    await declare(after);
    expect(await rowsIn(after).update(1, other, null)).toHaveProperty('id');
    expect(await rowsIn(after).create(2, other)).toMatchObject({ kind: 'taken' });
    expect(await rowsIn(after).create(2, free)).toHaveProperty('id');
    for (const id of [1, 2]) await rowsIn(after).remove(id, null);
    await back();
    expect(await rowsIn(before).create(3, one)).toHaveProperty('id');
    expect(await rowsIn(before).create(4, one)).toMatchObject({ kind: 'taken' });
  });

  test('what finds parts of a text follows the text, whatever becomes of its table', async () => {
    const text = (more: object = {}): Field => ({ type: 'text', max: 20, searchIndex: true, ...more });
    const finds = async (of: Resource, field: string, value: string) =>
      (await rowsIn(of).list({ filters: [{ field, lookUp: 'icontains', value }], limit: 9 })).map(
        ({ id }) => id,
      );
    const bare = resource('thing', {
      name: { type: 'text', max: 20 },
      size: { type: 'integer', default: 1 },
    });
    await declare(bare);
    await rowsIn(bare).create(1, { name: 'Hammer' });
    const found = resource('thing', { name: text(), size: { type: 'integer', default: 1 } });
    await declare(found);
    expect(await finds(found, 'name', 'AMM')).toEqual([1]);
    const wide: Field = { type: 'decimal', digits: 12, places: 1, default: '1' };
    const renamed = resource('item', { title: text({ was: 'name' }), size: wide }, 'thing');
    await declare(renamed);
    await rowsIn(renamed).create(2, { title: 'Stammer' });
    await rowsIn(renamed).update(1, { title: 'Nail' }, null);
    expect(await finds(renamed, 'title', 'amm')).toEqual([2]);
    await back();
    expect(await finds(found, 'name', 'amm')).toEqual([2]);
    await back();
    await rowsIn(bare).update(2, { name: 'Saw' }, null);
    await declare(found);
    expect(await finds(found, 'name', 'saw')).toEqual([2]);
    await declare();
    await declare(found);
    expect(await finds(found, 'name', 'saw')).toEqual([]);
  });

  test('turns a reference into the number that it was, and back', async () => {
    const before = resource('thing', {
      shelf: { type: 'reference', to: 'shelf', onDelete: 'cascade', nullable: true },
    });
    const after = resource('thing', { shelf: { type: 'integer', nullable: true, was: 'shelf' } });
    await declare(shelf, before);
    await rowsIn(shelf).create(5, { label: 'A' });
    await rowsIn(before).create(1, { shelf: 5 });
    await declare(shelf, after);
    await rowsIn(shelf).remove(5, null);
    expect((await rowsIn(after).find(1))?.shelf).toBe(5);
    await rowsIn(shelf).create(5, { label: 'A' });
    await back();
    await rowsIn(shelf).remove(5, null);
    expect(await rowsIn(before).find(1)).toBeNull();
  });

  test('lets names move on and change places, once', async () => {
    const text = (was?: string): Field => ({
      type: 'text',
      max: 9,
      unique: true,
      ...(was === undefined ? {} : { was }),
    });
    const before = resource('thing', { a: text(), b: text(), c: text() });
    await declare(before);
    await rowsIn(before).create(1, { a: 'A', b: 'B', c: 'C' });
    const swapped = resource('thing', { a: text('b'), b: text('a'), c: text() });
    await declare(swapped);
    expect(await rowsIn(swapped).find(1)).toMatchObject({ a: 'B', b: 'A', c: 'C' });
    const chained = resource('thing', { b: text('a'), c: text('b'), d: text('c') });
    await declare(chained);
    expect(await rowsIn(chained).find(1)).toMatchObject({ b: 'B', c: 'A', d: 'C' });
    await back();
    expect(await rowsIn(swapped).find(1)).toMatchObject({ a: 'B', b: 'A', c: 'C' });
  });

  test('lets resources change places, with what refers to them', async () => {
    const note: Field = { type: 'text', max: 9, blank: true };
    const [one, two] = [resource('one', { note }), resource('two', { note })];
    const referring = (to: string) =>
      resource('ref', { to: { type: 'reference', to, onDelete: 'cascade', nullable: true } });
    await declare(one, two, referring('one'));
    await rowsIn(one).create(1, { note: 'first' });
    await rowsIn(two).create(2, { note: 'second' });
    await rowsIn(referring('one')).create(7, { to: 1 });
    const operations = await declare(
      resource('one', { note }, 'two'),
      resource('two', { note }, 'one'),
      referring('two'),
    );
    expect(operations.map((operation) => operation.kind)).toEqual([
      'rename-table',
      'rename-table',
      'rename-table',
    ]);
    expect((await rowsIn(two).find(1))?.note).toBe('first');
    expect((await rowsIn(one).find(2))?.note).toBe('second');
    await rowsIn(two).remove(1, null);
    expect(await rowsIn(referring('two')).find(7)).toBeNull();
  });

  test('makes and drops what refers in a ring', async () => {
    const to = (name: string): Field => ({
      type: 'reference',
      to: name,
      onDelete: 'protect',
      nullable: true,
    });
    const [hen, egg] = [resource('hen', { egg: to('egg') }), resource('egg', { hen: to('hen') })];
    await declare(hen, egg);
    await rowsIn(hen).create(1, {});
    await rowsIn(egg).create(2, { hen: 1 });
    await rowsIn(hen).update(1, { egg: 2 }, null);
    expect(await rowsIn(hen).remove(1, null)).toBe('protected');
    expect(await rowsIn(egg).remove(2, null)).toBe('protected');
    await declare(shelf);
    await back();
    await back();
    await declare(hen, egg);
    await rowsIn(egg).create(2, {});
    await rowsIn(hen).create(1, { egg: 2 });
    expect(await rowsIn(egg).remove(2, null)).toBe('protected');
  });

  test('drops tables before those that they refer to', async () => {
    const leaf = resource('aa', { to: { type: 'reference', to: 'bb', onDelete: 'protect', nullable: true } });
    const root = resource('bb', { note: { type: 'text', max: 9, blank: true } });
    await declare(root, leaf);
    const operations = await declare();
    expect(operations.map(({ table }) => table)).toEqual([`${feature}_aa`, `${feature}_bb`]);
  });

  test('keeps triggers and indexes of others on a table that is written anew', async () => {
    const before = resource('thing', { a: { type: 'integer' }, b: { type: 'integer', default: 0 } });
    await declare(before);
    const table = `${feature}_thing`;
    const { dialect } = database();
    await stores().attack(`create index ${table}_mine on ${table} (a, b)`);
    if (dialect === 'sqlite')
      await stores().attack(
        `create trigger ${table}_sum after update of a on ${table} begin update ${table} set b = new.a * 2 where id = new.id; end`,
      );
    await declare(
      resource('thing', {
        a: { type: 'decimal', digits: 12, places: 0 },
        b: { type: 'integer', default: 0 },
      }),
    );
    await rowsIn(before).create(1, { a: 1 });
    await stores().attack(`update ${table} set a = 4 where id = 1`);
    if (dialect === 'sqlite') expect((await rowsIn(before).find(1))?.b).toBe(8);
    await stores().attack(`drop index ${table}_mine`);
  });

  describe('with permissions on single rows', () => {
    const rank: Field = { type: 'integer', default: 0 };
    const thing = resource('thing', {
      note: { type: 'text', max: 9, blank: true },
      rank,
      size: { type: 'integer', default: 1 },
    });
    const typeOf = (model: string, column: string) => ({
      name: `${feature}.${model}`,
      app: feature,
      model,
      table: `${feature}_${model}`,
      key: 'id',
      permissions: [{ codename: `view_${model}`, model }],
      orderBy: { column, type: 'integer' } as const,
    });
    const give = async () => {
      await declare(thing);
      const type = typeOf('thing', 'rank');
      await migrate(database(), {
        migrations: grantMigrations([type]),
        models: [modelOf({ app: feature, name: 'thing', label: 'thing' })],
      });
      await rowsIn(thing).create(1, { rank: 3 });
      const user = await addUser(stores());
      const subject = { kind: 'user', id: user } as const;
      await stores().objectGrants.add(type, { codename: 'view_thing', subject, objectIds: [1] });
      return { user, subject };
    };
    const firstOf = async (model: string, column: string, subject: { kind: 'user'; id: number }) => {
      const question = { codenames: [`view_${model}`], match: 'all', subjects: [subject] } as const;
      const page = { order: 'default', after: null, limit: 1 } as const;
      return await stores().objectGrants.listObjects(typeOf(model, column), question, page);
    };

    test('these follow a table and what it is ordered by, wherever it is called otherwise', async () => {
      const { subject } = await give();
      const renamed = resource(
        'item',
        { ...thing.fields, place: { ...rank, was: 'rank' } as Field },
        'thing',
      );
      const { rank: _, ...fields } = renamed.fields;
      const item = { ...renamed, fields };
      await declare(item);
      await rowsIn(item).update(1, { place: 9 }, null);
      expect((await firstOf('item', 'place', subject)).ids).toEqual([1]);
      const again = await migrate(database(), {
        migrations: grantMigrations([typeOf('item', 'place')]),
        models: [modelOf({ app: feature, name: 'item', label: 'item' })],
      });
      expect(again).toEqual([]);
      await back();
      await rowsIn(thing).update(1, { rank: 4 }, null);
      expect((await firstOf('thing', 'rank', subject)).ids).toEqual([1]);
      const { rows } = await sql<{
        place: number;
      }>`select order_rank as place from ${sql.table(`${feature}_thing_grant`)}`.execute(database().db);
      expect(rows.map(({ place }) => Number(place))).toEqual([4]);
    });

    test('these follow a table whose columns change, and go with it', async () => {
      const { subject } = await give();
      const changed = resource('thing', {
        rank,
        size: { type: 'decimal', digits: 12, places: 1, default: '1' },
      });
      await declare(changed);
      await rowsIn(changed).update(1, { rank: 8 }, null);
      expect((await firstOf('thing', 'rank', subject)).ids).toEqual([1]);
      await declare(resource('thing', { size: { type: 'decimal', digits: 12, places: 1, default: '1' } }));
      await declare();
      const { rows } = await sql<{
        name: string;
      }>`select name from stagedoor_migration where name like ${`${feature}%`}`.execute(database().db);
      expect(rows).toEqual([]);
      await expect(
        sql`select 1 from ${sql.table(`${feature}_thing_grant`)}`.execute(database().db),
      ).rejects.toThrow();
    });

    test('permissions, roles and tokens name what they did before', async () => {
      const { user } = await give();
      const permission = `(select p.id from auth_permission as p join django_content_type as t on t.id = p.content_type_id where p.codename = 'change_thing' and t.app_label = '${feature}')`;
      await stores().attack(
        `insert into auth_user_user_permissions (user_id, permission_id) values (${user}, ${permission})`,
      );
      await stores().attack(
        `insert into stagedoor_role (name, label, permissions) values ('${feature}', 'x', '{"${feature}.add_thing":true,"${feature}.add_things":true}')`,
      );
      await declare({ ...thing, name: 'item', was: 'thing' });
      const held = (await stores().permissions.listOfUser(user)).map(({ name }) => name);
      expect(held).toEqual([`${feature}.change_item`]);
      const { rows } = await sql<{
        permissions: string;
      }>`select permissions from stagedoor_role where name = ${feature}`.execute(database().db);
      expect(rows[0]?.permissions).toBe(`{"${feature}.add_item":true,"${feature}.add_things":true}`);
      await stores().attack(`delete from stagedoor_role where name = '${feature}'`);
    });
  });
});
