import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { accountEventTypes } from '../../src/core/event/account-event.ts';
import { MOST_FAILURES_TOLD } from '../../src/core/event/publish-account-events.ts';
import { accountEvents, defineEvent } from '../../src/create-stagedoor/define-event.ts';
import type { Event } from '../../src/create-stagedoor/event-type.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import type { Connection } from '../../src/infrastructure/database/connection.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { refusalOf } from '../support/core.ts';
import { databases } from '../support/databases.ts';

const PASSWORD = 'Brass lamp 1 over the door';
const OTHER_PASSWORD = 'Brass lamp 2 over the door';

type LampTables = { lamp_light: { user_id: number; event_id: string } };

function lightStore({ db }: Connection) {
  const tables = db.withTables<LampTables>();
  return {
    add: (userId: number, eventId: string) =>
      tables.insertInto('lamp_light').values({ user_id: userId, event_id: eventId }).execute(),
    count: async () => (await tables.selectFrom('lamp_light').selectAll().execute()).length,
  };
}

type Stores = { readonly lights: ReturnType<typeof lightStore> };

const lit = defineEvent<{ userId: number; lamps: number }>('lamp.lit');

const heard: Event[] = [];
let failures = 0;

/** Emits events of its own, and hears of users. */
const lamp = defineFeature({
  name: 'lamp',
  migrations: [
    {
      name: '0001_initial',
      statements: () => ['create table lamp_light (user_id bigint not null, event_id text not null)'],
    },
  ],
  stores: (connection) => ({ lights: lightStore(connection) }),
  events: [lit],
  useCases: ({ stores, transact }: FeatureParts<Stores>) => ({
    count: () => stores.lights.count(),
    light: (userId: number, fault: Error | null = null) =>
      transact(async (inside) => {
        await inside.emit(lit, { userId, lamps: 1 });
        if (fault) throw fault;
      }),
  }),
  on: () => [
    accountEvents['user.created'].handledBy<Stores>(async (event, { transact }) => {
      await transact(({ stores }) => stores.lights.add(event.data.userId, event.id));
      if (failures > 0) {
        failures -= 1;
        throw new Error('after it was kept');
      }
    }),
  ],
});

/** Hears of everything. */
const ear = defineFeature({
  name: 'ear',
  on: () => [
    lit.handledBy(async (event) => void heard.push(event)),
    ...accountEventTypes.map((type) =>
      accountEvents[type].handledBy(async (event) => void heard.push(event)),
    ),
  ],
});

const visitor = { ipAddress: '203.0.113.7', userAgent: 'test', language: 'en', deviceKey: null } as const;

describe.each(databases)('events on $database', ({ open }) => {
  let folder: string;
  let drop: () => Promise<void>;
  let environment: Readonly<Record<string, string>>;
  let stagedoor: Awaited<ReturnType<typeof start>>;
  let lateMs = 0;
  const clock = { ...systemClock, now: () => new Date(Date.now() + lateMs), waitUntil: async () => {} };

  async function start(features: readonly [typeof lamp, ...(typeof ear)[]] | readonly [typeof lamp]) {
    return await createStagedoor({
      env: { DATA_DIR: folder, LOG_LEVEL: 'silent', REMOVE_UNACTIVATED_AFTER_MINUTES: '15', ...environment },
      features,
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      clock,
    });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'events-'));
    const database = await open();
    drop = database.drop;
    environment = { DATABASE_URL: `sqlite:${join(folder, 'site.db')}`, ...database.env };
    stagedoor = await start([lamp, ear]);
    await stagedoor.migrations.apply();
  });
  afterEach(() => {
    heard.length = 0;
  });
  afterAll(async () => {
    await stagedoor.close();
    await drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function typesHeard(): Promise<readonly string[]> {
    await stagedoor.backgroundWork.drain();
    return heard.splice(0).map(({ type }) => type);
  }

  const createUser = (username: string, more: object = {}) =>
    stagedoor.useCases.user.create({
      by: 'operator',
      username,
      password: PASSWORD,
      validatePassword: false,
      ...more,
    });

  const logIn = (identifier: string, password = PASSWORD) =>
    stagedoor.useCases.login.logIn({ identifier, password, rememberMe: null, sessionKey: null, visitor });

  async function principalOf(username: string, password = PASSWORD) {
    const { issued } = await logIn(username, password);
    const principal = await stagedoor.useCases.session.findPrincipal({ sessionKey: issued.sessionKey });
    if (principal === null) throw new Error('nobody');
    return principal;
  }

  it('tells of a user from the first day to the last, in ids alone', async () => {
    const { useCases } = stagedoor;
    const { id } = await createUser('ana', { email: 'ana@mail.example' });
    expect((await typesHeard()).toSorted()).toEqual(['user.created', 'user.email-verified']);
    await expect(logIn('ana', 'wrong')).rejects.toThrow();
    expect(await typesHeard()).toEqual(['login.failed']);
    const principal = await principalOf('ana');
    expect(await typesHeard()).toEqual(['login.succeeded']);
    await useCases.user.updateProfile({ principal, visitor, firstName: 'Ana', username: 'anita' });
    expect((await typesHeard()).toSorted()).toEqual(['user.profile-changed', 'user.renamed']);
    await useCases.password.setFor({ by: 'operator', userId: id, password: OTHER_PASSWORD });
    expect(await typesHeard()).toEqual(['user.password-changed']);
    const again = await logIn('anita', OTHER_PASSWORD);
    await useCases.login.logOut({ sessionKeys: [again.issued.sessionKey], visitor });
    expect((await typesHeard()).toSorted()).toEqual(['login.succeeded', 'session.ended']);
    await useCases.user.deactivate({ by: 'operator', userId: id });
    await useCases.user.activate({ by: 'operator', userId: id });
    expect((await typesHeard()).toSorted()).toEqual(['user.deactivated', 'user.reactivated']);
    await useCases.user.delete({ principal: await principalOf('anita', OTHER_PASSWORD), visitor });
    expect((await typesHeard()).toSorted()).toEqual(['login.succeeded', 'user.deleted']);
  });

  it('tells of a sign-up, and of an account that nobody activated', async () => {
    await stagedoor.useCases.user.signUp({
      email: 'ben@mail.example',
      username: 'ben',
      password: PASSWORD,
      passwordConfirm: PASSWORD,
      firstName: '',
      lastName: '',
      extra: {},
      sessionKey: null,
      visitor,
    });
    await stagedoor.backgroundWork.drain();
    expect(heard.splice(0)).toMatchObject([{ type: 'user.created', data: { by: 'sign-up' } }]);
    lateMs = 16 * 60_000;
    await stagedoor.useCases.activation.removeUnactivated();
    await stagedoor.backgroundWork.drain();
    expect(heard.splice(0)).toMatchObject([{ type: 'user.deleted', data: { by: 'clean-up' } }]);
    lateMs = 0;
  });

  /** The parts of the address that the newest e-mail to somebody leads to. */
  async function linkTo(to: string): Promise<readonly string[]> {
    await stagedoor.backgroundWork.drain();
    const mails = (await stagedoor.mailCatcher?.list()) ?? [];
    const [link = ''] = /https?:\/\/\S+/.exec(mails.find((mail) => mail.to === to)?.text ?? '') ?? [];
    return new URL(link).pathname.split('/').filter(Boolean);
  }

  it('tells that an address was verified, by whatever way', async () => {
    const { useCases } = stagedoor;
    const verified = async () => {
      await stagedoor.backgroundWork.drain();
      return heard.splice(0).filter(({ type }) => type === 'user.email-verified');
    };
    const signUp = (name: string) =>
      useCases.user.signUp({
        ...{ email: `${name}@mail.example`, username: name, password: PASSWORD, passwordConfirm: PASSWORD },
        ...{ firstName: '', lastName: '', extra: {}, sessionKey: null, visitor },
      });
    await createUser('gus');
    await signUp('hal');
    const activation = (await linkTo('hal@mail.example')).at(-1) ?? '';
    expect(await verified()).toEqual([]);
    const { user: hal } = await useCases.activation.confirm({ key: activation, principal: null, visitor });
    expect(await verified()).toMatchObject([{ data: { userId: hal.id } }]);

    await signUp('ivy');
    await useCases.password.requestReset({ email: 'ivy@mail.example', visitor });
    const [uid = '', token = ''] = (await linkTo('ivy@mail.example')).slice(-2);
    const newPassword = { newPassword1: OTHER_PASSWORD, newPassword2: OTHER_PASSWORD };
    const { user: ivy } = await useCases.password.reset({ uid, token, ...newPassword, visitor });
    expect(await verified()).toMatchObject([{ data: { userId: ivy.id } }]);

    const principal = await principalOf('hal');
    const added = await useCases.email.addAddress({ principal, email: 'hal2@mail.example', visitor });
    const addKey = (await linkTo('hal2@mail.example')).at(-1) ?? '';
    await useCases.email.confirmAddress({ principal, key: addKey, visitor });
    expect(await verified()).toMatchObject([{ data: { userId: hal.id } }]);
    await useCases.email.makePrimary({ principal, addressId: added.id, visitor });
    expect(await verified()).toEqual([]);

    const later = await principalOf('hal');
    await useCases.email.requestChange({ principal: later, email: 'hal3@mail.example', visitor });
    const changeKey = (await linkTo('hal3@mail.example')).at(-1) ?? '';
    await useCases.email.confirmChange({ principal: later, key: changeKey, visitor });
    expect(await verified()).toMatchObject([{ data: { userId: hal.id } }]);

    await useCases.password.requestReset({ email: 'hal3@mail.example', visitor });
    const [halUid = '', halToken = ''] = (await linkTo('hal3@mail.example')).slice(-2);
    await useCases.password.reset({ uid: halUid, token: halToken, ...newPassword, visitor });
    expect(await verified()).toEqual([]);
  });

  it.each([
    [true, ['user.created', 'user.email-verified']],
    [false, ['user.created']],
  ])(
    'tells of a user of an outside system whose word on addresses counts: %s',
    async (emailsAreVerified, types) => {
      const name = emailsAreVerified ? 'olga' : 'oleg';
      const outside = await createStagedoor({
        env: { DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment },
        features: [lamp, ear],
        authenticationBackends: [
          {
            name: 'members',
            outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified, namesIgnoreCase: false },
            authenticate: async ({ identifier }) =>
              identifier === name
                ? { outcome: 'asserted', person: { username: name, email: `${name}@out.example` } }
                : { outcome: 'unknown', userId: null },
          },
        ],
        clock,
      });
      await outside.useCases.login
        .logIn({ identifier: name, password: 'x', rememberMe: null, sessionKey: null, visitor })
        .catch(() => {});
      await outside.close();
      const told = (await typesHeard()).filter((type) => type.startsWith('user.'));
      expect(told.toSorted()).toEqual(types);
    },
  );

  it('carries an id that stays, the moment, and what is promised', async () => {
    const { id } = await createUser('cleo');
    await stagedoor.backgroundWork.drain();
    const [event] = heard;
    expect(event).toEqual({
      id: expect.stringMatching(/^evt_[0-9a-f]{32}$/),
      type: 'user.created',
      occurredAt: expect.any(Date),
      data: { userId: id, by: 'operator' },
    });
  });

  it('does what a handler writes in its transaction once, though it failed afterwards', async () => {
    const before = await stagedoor.features.lamp.count();
    failures = 1;
    await createUser('dora');
    await stagedoor.backgroundWork.drain();
    lateMs = 60_000;
    await stagedoor.backgroundWork.drain();
    lateMs = 0;
    expect(failures).toBe(0);
    expect(await stagedoor.features.lamp.count()).toBe(before + 1);
  });

  it('tells of a feature’s own event with its transaction, or not at all', async () => {
    await stagedoor.features.lamp.light(7);
    await expect(stagedoor.features.lamp.light(8, new Error('no'))).rejects.toThrow('no');
    await stagedoor.backgroundWork.drain();
    expect(heard).toMatchObject([{ type: 'lamp.lit', data: { userId: 7, lamps: 1 } }]);
  });

  it('tells nothing of what was undone', async () => {
    const taken = refusalOf(createUser('cleo'));
    expect((await taken).code).toBe('invalid-input');
    expect(await typesHeard()).toEqual([]);
  });

  it('loses nothing where the worker that comes for an event does not know who listens', async () => {
    const without = await createStagedoor({
      env: { DATA_DIR: folder, LOG_LEVEL: 'silent', ...environment },
      clock,
    });
    const before = await stagedoor.features.lamp.count();
    const { id } = await createUser('fay');
    await stagedoor.features.lamp.light(id);
    await without.backgroundWork.drain();
    const { failed } = await without.useCases.job.list({});
    expect(failed.map(({ name, error }) => [name, error]).toSorted()).toEqual(
      ['ear.on-lamp.lit', 'ear.on-user.created', 'lamp.on-user.created'].map((name) => [
        name,
        `this version has no handler for ${name}`,
      ]),
    );
    await without.close();
    expect(heard).toEqual([]);
    lateMs = 60_000;
    expect((await typesHeard()).toSorted()).toEqual(['lamp.lit', 'user.created']);
    lateMs = 0;
    expect(await stagedoor.features.lamp.count()).toBe(before + 1);
  });

  it('tells those whom a newer worker knows as well, each once', async () => {
    const former = await start([lamp]);
    const { id } = await former.useCases.user.create({
      by: 'operator',
      username: 'gil',
      password: PASSWORD,
      validatePassword: false,
    });
    await former.close();
    const before = await stagedoor.features.lamp.count();
    expect(await typesHeard()).toEqual(['user.created']);
    expect(await stagedoor.features.lamp.count()).toBe(before + 1);
    await stagedoor.useCases.user.deactivate({ by: 'operator', userId: id });
    expect(await typesHeard()).toEqual(['user.deactivated']);
  });

  it('writes nothing where nobody listens', async () => {
    const alone = await start([lamp]);
    const { id } = await alone.useCases.user.create({
      by: 'operator',
      username: 'eve',
      password: PASSWORD,
      validatePassword: false,
    });
    await alone.features.lamp.light(id);
    await alone.useCases.user.deactivate({ by: 'operator', userId: id });
    const waiting = (await alone.readJobMetrics()).byName.map(({ name, waiting }) => [name, waiting]);
    // Of the new user alone: of what else happened nobody hears.
    expect(waiting.filter(([name]) => name === 'dispatch-event')).toEqual([['dispatch-event', 1]]);
    await alone.backgroundWork.drain();
    await alone.close();
  });

  it('tells of so many failed log-ins a minute, and of no more', async () => {
    const deaf = await start([lamp, ear]);
    for (let failure = 0; failure < MOST_FAILURES_TOLD + 5; failure += 1) {
      const source = { ...visitor, ipAddress: `198.51.${failure}.1` };
      const attempt = { identifier: `nobody-${failure}`, password: 'x', rememberMe: null, sessionKey: null };
      await expect(deaf.useCases.login.logIn({ ...attempt, visitor: source })).rejects.toThrow();
    }
    await deaf.backgroundWork.drain();
    expect(heard.filter(({ type }) => type === 'login.failed')).toHaveLength(MOST_FAILURES_TOLD);
    await deaf.close();
  });
});

describe('a record of a feature with events', () => {
  const start = (...features: Parameters<typeof defineFeature>[0][]) =>
    createStagedoor({
      env: { DATABASE_URL: 'sqlite::memory:', DATA_DIR: tmpdir(), LOG_LEVEL: 'silent' },
      features: features.map((feature) => defineFeature(feature)),
    });

  it.each([
    ['guestbook', 'must be the feature and what happened'],
    ['Guestbook.signed', 'must be the feature and what happened'],
  ])('has no event that is called %s', (type, problem) => {
    expect(() => defineEvent(type as 'a.b')).toThrow(problem);
  });

  it('may not emit in another’s name, nor twice the same', () => {
    expect(() => defineFeature({ name: 'book', events: [lit] })).toThrow('lamp.lit must begin with book.');
    expect(() => defineFeature({ name: 'lamp', events: [lit, lit] })).toThrow('lamp.lit is there twice');
    expect(() => defineFeature({ name: 'user', events: [defineEvent('user.born')] })).toThrow(
      'needs another name',
    );
  });

  it('does not start where it listens to what nobody emits, or twice', async () => {
    const listening = lit.handledBy(async () => {});
    await expect(start({ name: 'book', on: () => [listening] })).rejects.toThrow(
      'on has lamp.lit, which nobody emits',
    );
    const twice = accountEvents['user.created'].handledBy(async () => {});
    await expect(start({ name: 'book', on: () => [twice, twice] })).rejects.toThrow('user.created twice');
    await expect(start({ name: 'book', on: () => [{} as never] })).rejects.toThrow('handledBy made');
  });

  it('emits what it lists, and nothing else', async () => {
    const useCases = ({ transact }: FeatureParts<object>) => ({
      emit: () => transact((inside) => inside.emit(lit, { userId: 1, lamps: 1 })),
    });
    const book = defineFeature({ name: 'book', useCases });
    const opened = await createStagedoor({
      env: { DATABASE_URL: 'sqlite::memory:', DATA_DIR: tmpdir(), LOG_LEVEL: 'silent' },
      features: [book],
    });
    await expect(opened.features.book.emit()).rejects.toThrow('its event lamp.lit is missing in events');
    await opened.close();
  });
});
