import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { definePolicies } from '../../../src/core/policy/define-policies.ts';
import type { Policy } from '../../../src/core/policy/policy.ts';
import type { Field, Fields } from '../../../src/resource/field.ts';
import { defineResource, type Resource } from '../../../src/resource/resource.ts';
import { defineFeature } from '../../../src/server/define-feature.ts';
import { databases } from '../../support/databases.ts';
import { principalWith } from '../../support/policy/askers.ts';
import { openResourceSite, type ResourceSite, withTables } from '../../support/resource-site.ts';
import { statementsOf } from '../../support/statements-of.ts';

const { OwnOrStaff, StaffOnly, ReadAndWrite } = definePolicies({
  OwnOrStaff: { any: [{ owner: 'person' }, { staff: true }] },
  StaffOnly: { staff: true },
  ReadAndWrite: { any: [{ action: 'view' }, { authenticated: true }] },
});
const office = defineResource({
  name: 'office',
  fields: {
    name: { type: 'text', max: 40 },
    rent: { type: 'integer', default: 0, access: { read: StaffOnly } },
  },
  access: ReadAndWrite,
});
const employee = defineResource({
  name: 'employee',
  fields: {
    name: { type: 'text', max: 40 },
    person: { type: 'reference', to: 'user', onDelete: 'set null', nullable: true },
    /** It depends on the row who may read it; only staff write it. */
    salary: { type: 'integer', nullable: true, access: { read: OwnOrStaff, write: StaffOnly } },
    /** Who may read it is the same for all rows. */
    notes: { type: 'text', max: 80, blank: true, access: { read: StaffOnly } },
    grade: { type: 'choice', of: { a: 'A', b: 'B' }, default: 'a', access: { write: StaffOnly } },
    office: {
      type: 'reference',
      to: 'office',
      onDelete: 'set null',
      nullable: true,
      nested: ['name', 'rent'],
    },
  },
  order: ['name'],
  orderBy: ['name', 'salary', 'notes'],
  search: ['name', 'notes', '=office__name'],
  filters: {
    salary: ['exact', 'gte', 'isnull'],
    notes: ['icontains'],
    office__rent: ['exact', 'gte'],
    grade: ['exact'],
  },
  exports: ['csv', 'json'],
  bulk: true,
  actions: { greet: { on: 'row', access: ReadAndWrite, answer: 'row' } },
  access: ReadAndWrite,
});
/** Policies of every kind, one for each field of a resource. */
const rules: Readonly<Record<string, Policy>> = {
  anybody: { anyone: true },
  nobody: { not: { anyone: true } },
  member: { authenticated: true },
  own: { owner: 'person' },
  others: { not: { owner: 'person' } },
  open: { field: 'state', is: 'open' },
  shut: { not: { field: 'state', in: ['open', 'new'] } },
  without: { field: 'state', is: null },
  both: { all: [{ owner: 'person' }, { field: 'state', is: 'open' }] },
  either: { any: [{ group: 'Editors' }, { field: 'state', is: 'new' }] },
  team: { field: 'person', in: { table: 'firm_office', user: 'rent', value: 'id' } },
  renter: { has: { table: 'firm_office', user: 'rent' } },
};
const desk = defineResource({
  name: 'desk',
  fields: {
    name: { type: 'text', max: 9, blank: true },
    room: {
      type: 'reference',
      to: 'room',
      onDelete: 'set null',
      nullable: true,
      access: { read: StaffOnly, write: ReadAndWrite },
    },
    rooms: { type: 'references', to: 'room', access: { read: StaffOnly, write: ReadAndWrite } },
    blind: { type: 'reference', to: 'room', onDelete: 'set null', nullable: true, writeOnly: true },
  },
  access: ReadAndWrite,
});
const room = defineResource({ name: 'room', fields: { name: { type: 'text', max: 9 } }, access: StaffOnly });
const card = defineResource({
  name: 'card',
  fields: {
    label: { type: 'text', max: 9, unique: true },
    seat: { type: 'integer' },
    floor: { type: 'integer' },
    home: { type: 'reference', to: 'office', onDelete: 'set null', nullable: true },
    work: { type: 'reference', to: 'office', onDelete: 'set null', nullable: true },
    others: { type: 'references', to: 'office' },
    secret: {
      type: 'text',
      max: 9,
      unique: true,
      nullable: true,
      access: { read: StaffOnly, write: StaffOnly },
    },
  },
  uniqueTogether: [['seat', 'floor']],
  access: ReadAndWrite,
});
const thing: Resource = {
  name: 'thing',
  fields: {
    person: { type: 'integer', nullable: true },
    state: { type: 'text', max: 9, nullable: true },
    ...Object.fromEntries(
      Object.entries(rules).map(([name, read]): [string, Field] => [
        name,
        { type: 'integer', default: 1, access: { read } },
      ]),
    ),
  },
  order: ['id'],
  access: ReadAndWrite,
};
const leave = defineResource({
  name: 'leave',
  fields: {
    starts: { type: 'date' },
    ends: { type: 'date' },
    days: { type: 'integer', default: 1 },
    note: { type: 'text', max: 9, blank: true },
  },
  checks: {
    ends_later: { holds: { field: 'ends', gte: { field: 'starts' } }, text: 'It ends before it starts.' },
    few: {
      holds: {
        any: [
          { field: 'days', lte: 30 },
          { field: 'note', is: 'sick' },
        ],
      },
    },
  },
  bulk: true,
  access: ReadAndWrite,
});
const beings = [
  { id: 1 },
  { id: 2, groups: ['Editors'] },
  { id: 900 },
  { id: 3, isStaff: true, isSuperuser: true },
  { id: 1, isActive: false },
  {
    id: 2,
    groups: ['Editors'],
    permissions: ['firm.view_thing'],
    scope: { permissions: ['firm.view_thing'], methods: 'read' },
  },
] as const;

const firm = defineFeature({
  ...withTables('firm', [office, employee, thing, leave, desk, room, card]),
  actions: () => [{ resource: employee, handlers: { greet: async () => undefined } }],
});

describe.each(databases)('fields that not everybody may read or write, on $database', ({ open }) => {
  let site: ResourceSite;
  let ana: { readonly token: string; readonly id: number };
  let staff: typeof ana;

  beforeAll(async () => {
    site = await openResourceSite([firm], open);
    const person = async (name: string) => {
      const token = await site.tokenOf(name);
      return { token, id: Number((await site.send(token, 'GET', '/api/users/me/')).body.id) };
    };
    ana = await person('ana');
    staff = await person('staff');
    await site.site.stagedoor.useCases.user.setFlags({ by: 'operator', userId: staff.id, isStaff: true });
    await site.insert('firm_office', [{ id: 1, name: 'North', rent: 900 }]);
    const row = (id: number, name: string, salary: number | null, person_id: number | null) => ({
      ...{ id, name, salary, person_id, office_id: 1 },
      notes: `about ${name}`,
    });
    await site.insert('firm_employee', [
      row(1, 'Ana', 100, ana.id),
      row(2, 'Bea', 200, null),
      row(3, 'Eve', null, null),
    ]);
    const states = ['open', 'new', 'old', null];
    const persons = [1, 2, null];
    const things = persons.flatMap((one, part) =>
      states.map((state, at) => ({ id: part * 10 + at + 1, person: one, state })),
    );
    await site.insert('firm_thing', things);
  });
  afterAll(() => site?.close());

  const list = async (token: string | null, query = '') =>
    await site.send(token, 'GET', `/api/employees/?${query}`);

  it('what a row refers to cannot be guessed by who may write it and not read it', async () => {
    await site.insert(
      'firm_room',
      [1, 2].map((id) => ({ id, name: `R${id}` })),
    );
    const made = await site.send(staff.token, 'POST', '/api/desks/', { room: 1, rooms: [1], blind: 1 });
    expect(made.status).toBe(201);
    const one = `/api/desks/${made.body.id}/`;
    for (const [field, guess] of [
      ['room', (key: number) => key],
      ['rooms', (key: number) => [key]],
      ['blind', (key: number) => key],
    ] as const) {
      const statuses = [];
      for (const key of [1, 2, 99])
        statuses.push((await site.send(ana.token, 'PATCH', one, { [field]: guess(key) })).status);
      expect([field, statuses]).toEqual([field, [400, 400, 400]]);
      expect((await site.send(staff.token, 'PATCH', one, { [field]: guess(1) })).status).toBe(200);
    }
    expect((await site.send(ana.token, 'PATCH', one, { name: 'Mine' })).status).toBe(200);
  });

  it('a row that violates a check of its resource is refused, by the whole row as it will be', async () => {
    const [starts, ends] = ['2026-05-02', '2026-05-01'];
    const text = { non_field_errors: ['It ends before it starts.'] };
    const make = (row: object) => site.send(ana.token, 'POST', '/api/leaves/', row);
    expect(await make({ starts, ends })).toMatchObject({ status: 400, body: text });
    const { body: made } = await make({ starts, ends: starts });
    const one = `/api/leaves/${made.id}/`;
    expect(await site.send(ana.token, 'PATCH', one, { ends })).toMatchObject({ status: 400, body: text });
    expect(await site.send(ana.token, 'PUT', one, { starts, ends })).toMatchObject({
      status: 400,
      body: text,
    });
    expect(await site.send(ana.token, 'PATCH', one, { days: 31 })).toMatchObject({
      status: 400,
      body: { non_field_errors: ['Constraint “few” is violated.'] },
    });
    expect(await site.send(ana.token, 'PATCH', one, { days: 31, note: 'sick' })).toMatchObject({
      status: 200,
    });
    expect(await site.send(ana.token, 'PATCH', one, { note: '' }, { 'accept-language': 'es' })).toMatchObject(
      {
        status: 400,
        body: { non_field_errors: ['No se cumple la restricción “few”.'] },
      },
    );
    const many = await site.send(ana.token, 'POST', '/api/leaves/bulk/', [
      { starts, ends: starts },
      { starts, ends },
    ]);
    expect(many.status).toBe(400);
    expect((await site.send(ana.token, 'GET', '/api/leaves/')).body.count).toBe(1);
    const { body: document } = await site.send(null, 'GET', '/api/schema/?format=json');
    expect(document.components.schemas.CreateLeaveBody.description).toContain(
      'ends_later: It ends before it starts.; few',
    );
  });

  it('leaves a field out of the rows in which somebody may not read it', async () => {
    const { body } = await list(ana.token);
    expect(body.results).toEqual([
      { id: 1, name: 'Ana', person: ana.id, salary: 100, grade: 'a', office: { id: 1, name: 'North' } },
      { id: 2, name: 'Bea', person: null, grade: 'a', office: { id: 1, name: 'North' } },
      { id: 3, name: 'Eve', person: null, grade: 'a', office: { id: 1, name: 'North' } },
    ]);
    const all = (await list(staff.token)).body.results;
    expect(all[1]).toEqual({
      ...{ id: 2, name: 'Bea', person: null, salary: 200, notes: 'about Bea', grade: 'a' },
      office: { id: 1, name: 'North', rent: 900 },
    });
    expect((await site.send(ana.token, 'GET', '/api/employees/2/')).body).not.toHaveProperty('salary');
    expect((await site.send(ana.token, 'GET', '/api/employees/1/')).body.salary).toBe(100);
  });

  const ids = async (who: typeof ana, query: string) => {
    const { status, body } = await list(who.token, query);
    return status === 200 ? body.results.map(({ id }: { id: number }) => id).join('') : status;
  };
  it.each<[string, string | number, string | number]>([
    ['salary=200', '', '2'],
    ['salary__gte=0', '1', '12'],
    ['salary__isnull=true', '', '3'],
    ['ordering=-salary', '1', '213'],
    ['ordering=notes', '123', '123'],
    ['notes__icontains=about', 400, '123'],
    ['search=about', '', '123'],
    ['search=bea', '2', '2'],
    ['office__rent=900', 400, '123'],
    ['office__rent__gte=901', 400, ''],
    ['search=north', '123', '123'],
  ])('?%s finds only rows where one may read what it asks about', async (query, found, foundByStaff) => {
    expect([await ids(ana, query), await ids(staff, query)]).toEqual([found, foundByStaff]);
    if (typeof found === 'string') {
      const { body } = await list(ana.token, `${query}&page_size=1`);
      expect(body.count).toBe(found.length);
    }
  });

  it('shows of a row the fields that are asked for, and of what is nested in it, and its key', async () => {
    const rowsOf = async (who: typeof ana, query: string) => (await list(who.token, query)).body.results;
    expect(await rowsOf(ana, 'fields=grade,name&page_size=1')).toEqual([{ id: 1, name: 'Ana', grade: 'a' }]);
    expect(await rowsOf(ana, 'fields=name,salary')).toEqual([
      { id: 1, name: 'Ana', salary: 100 },
      { id: 2, name: 'Bea' },
      { id: 3, name: 'Eve' },
    ]);
    expect(await rowsOf(staff, 'fields=office.rent,office.name&salary=200')).toEqual([
      { id: 2, office: { id: 1, name: 'North', rent: 900 } },
    ]);
    expect(await rowsOf(staff, 'fields=office.id&ordering=-salary&page_size=1')).toEqual([
      { id: 2, office: { id: 1 } },
    ]);
    expect(await rowsOf(ana, 'fields=id&page_size=1')).toEqual([{ id: 1 }]);
    for (const none of ['fields=', 'fields=,', 'fields=%20,%20,'])
      expect(await rowsOf(ana, `${none}&page_size=1`)).toEqual(await rowsOf(ana, 'page_size=1'));
    const one = async (query: string, headers = {}) =>
      await site.send(ana.token, 'GET', `/api/employees/1/${query}`, undefined, headers);
    const whole = await one('');
    const part = await one('?fields=salary,office.name');
    expect(part.body).toEqual({ id: 1, salary: 100, office: { id: 1, name: 'North' } });
    expect(part.headers.etag).toBe(whole.headers.etag);
    const known = { 'if-none-match': whole.headers.etag };
    expect((await one('?fields=name', known)).status).toBe(200);
    expect((await one('?fields=notes', known)).status).toBe(400);
  });

  it.each([
    ['fields=name,wage', 'There is no field "wage" here, or it may not be asked for.'],
    ['fields=notes', 'There is no field "notes" here, or it may not be asked for.'],
    ['fields=office.rent', 'There is no field "office.rent" here, or it may not be asked for.'],
    ['fields=office.name.x', 'There is no field "office.name.x" here, or it may not be asked for.'],
    ['fields=name.x', 'There is no field "name.x" here, or it may not be asked for.'],
    ['fields=__proto__', 'There is no field "__proto__" here, or it may not be asked for.'],
    ['fields=version', 'There is no field "version" here, or it may not be asked for.'],
    ['fields=name,name', 'The field "name" is named twice.'],
    ['fields=office,office.name', 'The field "office.name" is named twice.'],
    ['fields=office.name,office', 'The field "office" is named twice.'],
  ])('refuses ?%s, by a list, a row and a file', async (query, text) => {
    for (const place of ['', '1/', '99/', 'export/csv/', 'export/json/']) {
      const { status, body } = await site.send(ana.token, 'GET', `/api/employees/${place}?${query}`);
      expect([place, status, body]).toEqual([place, 400, { fields: [text] }]);
    }
  });

  it('what is not asked for costs no statement', async () => {
    const count = async (url: string) =>
      (await statementsOf(async () => expect((await site.send(staff.token, 'GET', url)).status).toBe(200)))
        .length;
    for (const place of ['', '1/']) {
      const whole = await count(`/api/employees/${place}`);
      const part = await count(`/api/employees/${place}?fields=name,salary`);
      // The offices are one; of PostgreSQL none are seen here.
      expect([place, whole - part]).toEqual([place, whole === 0 ? 0 : 1]);
    }
    const seen = await statementsOf(() => list(staff.token, 'fields=name'));
    expect(seen.filter((text) => /salary|notes|\*/.test(text) && text.includes('firm_employee'))).toEqual([]);
  });

  it('passes over an order by what one may not read, and says so', async () => {
    const { headers } = await list(ana.token, 'ordering=notes');
    expect(headers['ignored-parameters']).toBe('ordering%3Dnotes');
    expect((await list(staff.token, 'ordering=notes')).headers).not.toHaveProperty('ignored-parameters');
  });

  it('saves no more than the list shows', async () => {
    const saved = async (who: typeof ana, format: string, query = '') =>
      await site.send(who.token, 'GET', `/api/employees/export/${format}/?${query}`);
    const lines = String((await saved(ana, 'csv')).body).split('\r\n');
    expect(lines[0]).toBe('id,name,person,salary,grade,office');
    expect(lines[2]).toContain('2,Bea,,,a,');
    expect(String((await saved(staff, 'csv')).body)).toContain('2,Bea,,200,about Bea,a,');
    expect((await saved(ana, 'json')).body[1]).not.toHaveProperty('salary');
    expect((await saved(ana, 'json', 'notes__icontains=a')).status).toBe(400);
    const some = String((await saved(ana, 'csv', 'fields=salary,name')).body).split('\r\n');
    expect(some.slice(0, 3)).toEqual(['id,salary,name', '1,100,Ana', '2,,Bea']);
    expect((await saved(ana, 'json', 'fields=salary')).body).toEqual([
      { id: 1, salary: 100 },
      { id: 2 },
      { id: 3 },
    ]);
    expect(String((await saved(ana, 'csv', 'salary__gte=1')).body).split('\r\n')).toHaveLength(3);
  });

  const no = {
    status: 400,
    body: (name: string) => ({ [name]: ['You may not say what is in this field.'] }),
  };
  const told = ({ status, body }: { readonly status: number; readonly body: unknown }) => ({ status, body });
  const refused = (name: string) => ({ status: no.status, body: no.body(name) });
  const kept = async (id: number) => await site.site.stagedoor.rows(employee, 'application').get(id);

  it('names a field that one may not write, by whichever way it is sent', async () => {
    const send = async (method: 'POST' | 'PATCH' | 'PUT', end: string, sent: object) =>
      told(await site.send(ana.token, method, `/api/employees/${end}`, sent));
    expect(await send('POST', '', { name: 'New', notes: 'x' })).toEqual(refused('notes'));
    expect(await send('POST', '', { name: 'New', grade: 'b' })).toEqual(refused('grade'));
    expect(await send('PATCH', '1/', { salary: 999 })).toEqual(refused('salary'));
    expect(await send('PUT', '1/', { name: 'Ana', grade: 'b' })).toEqual(refused('grade'));
    expect(await send('POST', 'bulk/', { update: [{ id: 1, salary: 999 }] })).toEqual(
      refused('update.0.salary'),
    );
    expect(await send('POST', 'bulk/', { create: [{ name: 'B', notes: 'x' }] })).toEqual(
      refused('create.0.notes'),
    );
    expect(await kept(1)).toMatchObject({ salary: 100, grade: 'a', notes: 'about Ana' });
  });

  it('says all at once what is wrong with a row: values, references, and what is unique', async () => {
    const send = async (method: 'POST' | 'PATCH', end: string, sent: object) =>
      (await site.send(ana.token, method, `/api/cards/${end}`, sent)).body;
    await send('POST', '', { label: 'A', seat: 1, floor: 1 });
    const { id } = await send('POST', '', { label: 'B', seat: 2, floor: 1 });
    const unread = { home: 99, others: [98, 97], label: 'A' };
    const wrong = {
      home: ['Invalid pk "99" - object does not exist.'],
      others: ['Invalid pk "97" - object does not exist.'],
      label: ['card with this label already exists.'],
    };
    const seat = ['A valid integer is required.'];
    const together = ['The fields seat, floor must make a unique set.'];
    expect(await send('POST', '', { ...unread, seat: 'x', floor: 1 })).toEqual({ seat, ...wrong });
    expect(await send('PATCH', `${id}/`, { ...unread, seat: 'x' })).toEqual({ seat, ...wrong });
    expect(await send('POST', '', { ...unread, seat: 1, floor: 1 })).toEqual({
      ...wrong,
      non_field_errors: together,
    });
    expect(await send('PATCH', `${id}/`, { ...unread, seat: 1 })).toEqual({
      ...wrong,
      non_field_errors: together,
    });
    expect(await send('POST', '', { label: 'A', seat: 1, floor: 1 })).toEqual({
      label: wrong.label,
      non_field_errors: together,
    });
    expect(await send('PATCH', `${id}/`, { work: 99, label: 'B', seat: 2 })).toEqual({ work: wrong.home });
  });

  it('gives a row another tag when what it refers to goes, and none when nothing of it changes', async () => {
    const send = async (method: 'GET' | 'PATCH' | 'DELETE', end: string, sent?: object, headers?: object) =>
      await site.send(staff.token, method, `/api/${end}`, sent, headers);
    const { body: office } = await site.send(staff.token, 'POST', '/api/offices/', { name: 'Brief' });
    const sent = { name: 'Tim', office: office.id, person: ana.id };
    const { body: made, headers } = await site.send(staff.token, 'POST', '/api/employees/', sent);
    const at = `employees/${made.id}/`;
    expect((await send('PATCH', at, {})).headers.etag).toBe(headers.etag);
    expect((await send('PATCH', at, { office: office.id, name: 'Tim' })).headers.etag).toBe('"v1"');
    await send('DELETE', `offices/${office.id}/`);
    const late = await send('PATCH', at, { name: 'Tom' }, { 'if-match': '"v1"' });
    expect([late.status, (await send('GET', at)).headers.etag]).toEqual([412, '"v2"']);
    const leaver = await site.tokenOf('leaver');
    const { id } = (await site.send(leaver, 'GET', '/api/users/me/')).body;
    expect((await send('PATCH', at, { person: id })).headers.etag).toBe('"v3"');
    await site.site.stagedoor.useCases.user.remove({ by: 'operator', userId: id });
    const left = await send('GET', at);
    expect([left.body.person, left.headers.etag]).toEqual([null, '"v4"']);
    await send('DELETE', at);
  });

  it('is sent again to who has it, where another row or who asks may have changed the answer', async () => {
    const { headers, body } = await site.send(ana.token, 'GET', '/api/employees/1/');
    const known = { 'if-none-match': headers.etag };
    const again = async (token: string) =>
      (await site.send(token, 'GET', '/api/employees/1/', undefined, known)).body;
    await site.send(ana.token, 'PATCH', '/api/offices/1/', { name: 'Renamed' });
    expect((await again(ana.token)).office.name).toBe('Renamed');
    await site.send(ana.token, 'PATCH', '/api/offices/1/', { name: body.office.name });
    expect(Object.keys(await again(staff.token))).toContain('notes');
    const office = await site.send(staff.token, 'GET', '/api/offices/1/');
    const ofOffice = { 'if-none-match': office.headers.etag };
    expect((await site.send(ana.token, 'GET', '/api/offices/1/', undefined, ofOffice)).status).toBe(200);
  });

  it('answers alike whether a hidden value was guessed or not', async () => {
    const guess = async (salary: number) =>
      told(await site.send(ana.token, 'PATCH', '/api/employees/2/', { salary }));
    expect([await guess(200), await guess(201)]).toEqual([refused('salary'), refused('salary')]);
  });

  it('lets nobody move what they may not read into their own reach, nor into that of others', async () => {
    const { token } = ana;
    const send = async (method: 'PATCH' | 'PUT' | 'POST', end: string, sent: object, by = token) =>
      told(await site.send(by, method, end, sent));
    const [two, three] = ['/api/employees/2/', '/api/employees/3/'];
    // Whether there is anything in it is not told either.
    for (const url of [two, three])
      for (const person of [ana.id, staff.id])
        expect(await send('PATCH', url, { person })).toEqual(refused('person'));
    expect(await send('PUT', two, { name: 'Bea', person: ana.id })).toEqual(refused('person'));
    expect(await send('POST', '/api/employees/bulk/', { update: [{ id: 2, person: ana.id }] })).toEqual(
      refused('update.0.person'),
    );
    const own = site.site.stagedoor.rows(employee, principalWith({ id: ana.id }));
    await expect(own.update(2, { person: ana.id })).rejects.toThrow('person (not_writable)');
    expect((await send('PATCH', two, { person: null, name: 'Bea' })).status).toBe(200);
    expect((await send('PATCH', two, { person: staff.id }, staff.token)).status).toBe(200);
    expect(await send('PATCH', two, { person: ana.id })).toEqual(refused('person'));
    expect((await send('PATCH', two, { person: null }, staff.token)).status).toBe(200);
    // Not by what it is either, of which others may be told; where nobody comes to see more by it, it is said.
    const state = { id: 77, person: null, state: 'old' };
    await site.insert('firm_thing', [state]);
    expect(await send('PATCH', '/api/things/77/', { state: 'open' })).toEqual(refused('state'));
    expect((await send('PATCH', '/api/things/77/', { state: 'past' })).status).toBe(200);
    await site.send(staff.token, 'DELETE', '/api/things/77/');
  });

  it('takes a row as it was read, and leaves what one may not write as it is', async () => {
    const { body: read } = await site.send(ana.token, 'GET', '/api/employees/1/');
    const sent = { ...read, name: 'Ana B', office: read.office.id };
    const put = await site.send(ana.token, 'PUT', '/api/employees/1/', sent);
    expect([put.status, put.body]).toEqual([200, { ...read, name: 'Ana B' }]);
    const short = await site.send(ana.token, 'PUT', '/api/employees/2/', { name: 'Bea' });
    expect(short.body).toEqual({
      ...{ id: 2, name: 'Bea', person: null, grade: 'a', office: { id: 1, name: 'North' } },
    });
    expect(await kept(2)).toMatchObject({ salary: 200, notes: 'about Bea' });
    await site.send(staff.token, 'PUT', '/api/employees/1/', { ...sent, name: 'Ana', notes: 'about Ana' });
    expect(
      (await site.send(staff.token, 'PUT', '/api/employees/2/', { name: 'Bea', grade: 'b' })).body,
    ).toMatchObject({ salary: 200, notes: 'about Bea', grade: 'b' });
  });

  it('answers a row that was written, or that something was done with, no more openly than a list', async () => {
    const made = await site.send(ana.token, 'POST', '/api/employees/', { name: 'Zoe', grade: 'a' });
    expect(made.body).toEqual({ id: made.body.id, name: 'Zoe', person: null, grade: 'a', office: null });
    const acted = await site.send(ana.token, 'POST', '/api/employees/3/greet/');
    expect([acted.status, Object.keys(acted.body)]).toEqual([
      200,
      ['id', 'name', 'person', 'grade', 'office'],
    ]);
    const written = await site.send(staff.token, 'POST', '/api/employees/', { name: 'Zoe', salary: 5 });
    expect(written.body).toMatchObject({ salary: 5, notes: '' });
    for (const { body } of [made, written])
      await site.send(staff.token, 'DELETE', `/api/employees/${body.id}/`);
  });

  it('tells by OPTIONS which fields are open, without a row and with one', async () => {
    const asked = async (who: typeof ana, end: string) => {
      const { body } = await site.send(who.token, 'OPTIONS', `/api/employees/${end}`);
      const fields: object = body.actions.POST ?? body.actions.PUT;
      return Object.entries(fields).map(([name, { read_only }]) => (read_only ? `(${name})` : name));
    };
    expect(await asked(ana, '')).toEqual(['(id)', 'name', 'person', '(salary)', '(grade)', 'office']);
    expect(await asked(ana, '3/')).toEqual(['(id)', 'name', 'person', '(grade)', 'office']);
    expect(await asked(staff, '3/')).toEqual([
      '(id)',
      'name',
      'person',
      'salary',
      'notes',
      'grade',
      'office',
    ]);
  });

  it('gives code that acts for a person the same rows', async () => {
    const own = site.site.stagedoor.rows(employee, principalWith({ id: ana.id }));
    expect((await own.list({ where: { salary: { gte: 0 } }, limit: 9 })).map(({ id }) => id)).toEqual([1]);
    expect(await own.count({ where: { notes: { icontains: 'about' } } })).toBe(0);
    expect(await own.get(3)).not.toHaveProperty('salary');
    await expect(own.update(1, { notes: 'x' })).rejects.toThrow('notes (not_writable)');
    expectTypeOf(await own.get(3))
      .toHaveProperty('salary')
      .toEqualTypeOf<number | null | undefined>();
    expectTypeOf(await kept(3))
      .toHaveProperty('salary')
      .toEqualTypeOf<number | null>();
  });

  it('shows, and finds rows by, each field just where its policy lets somebody read it', {
    timeout: 60_000,
  }, async () => {
    const all = await site.site.stagedoor.rows(thing, 'application').list({ limit: 100 });
    const seen = new Set<boolean>();
    for (const principal of [null, ...beings.map(principalWith)]) {
      const rows = site.site.stagedoor.rows(thing, principal);
      const listed = await rows.list({ limit: 100 });
      for (const [field, policy] of Object.entries(rules)) {
        const open: number[] = [];
        for (const row of all)
          if (
            await site.site.stagedoor.useCases.policy.allows({
              policy,
              principal,
              action: 'view',
              rows: [row],
            })
          )
            open.push(row.id);
        const shown = listed.filter((row) => Object.hasOwn(row, field)).map(({ id }) => id);
        const found = await rows.list({ where: { [field]: { gte: 0 } }, limit: 100 });
        const ordered = await rows.list({ order: [field as 'id'], limit: 100 });
        expect([field, shown]).toEqual([field, open]);
        expect([field, found.map(({ id }) => id)]).toEqual([field, open]);
        expect([field, ordered.map(({ id }) => id)]).toEqual([field, open]);
        for (const { id } of all) seen.add(open.includes(id));
      }
    }
    expect(seen).toEqual(new Set([true, false]));
  });
});

describe('a declaration that would tell what is in a field', () => {
  const part = (fields: Fields, more: Partial<Resource> = {}): Resource => ({
    ...{ name: 'part', access: ReadAndWrite, ...more },
    fields: { name: { type: 'text', max: 9 }, ...fields },
  });
  const count = { type: 'integer', default: 0 } as const;
  const closed = { ...count, access: { read: StaffOnly } } as const;
  const level = { ...count, access: { write: { group: 'managers' } } } as const;
  const managed = { ...count, access: { read: StaffOnly, write: { group: 'managers' } } } as const;
  const compared = (one: Field, other: Field): Resource =>
    part(
      { closed: one, level: other },
      { checks: { more: { holds: { field: 'level', gt: { field: 'closed' } } } } },
    );
  const ofName: Policy = { any: [{ field: 'name', is: 'x' }, { staff: true }] };
  const adding: Policy = { any: [{ staff: true }, { action: 'add' }] };
  const alike = (policy: Policy) => ({ ...count, access: { read: policy, write: policy } }) as const;
  const together = (policy: Policy): Resource =>
    part(
      { closed: alike(policy), level: { ...count, access: { write: policy } } },
      { uniqueTogether: [['level', 'closed']] },
    );
  /** A part that leads to a part of another kind, in a set. */
  const led = (access: Policy, kind: 'uniqueTogether' | 'checks', other: Field = count) => [
    part(
      {
        up: { type: 'reference', to: 'base', onDelete: 'set null', nullable: true, nested: ['name'] },
        other,
      },
      kind === 'checks'
        ? {
            checks: {
              some: {
                holds: {
                  any: [
                    { field: 'up', is: null },
                    { field: 'other', is: 1 },
                  ],
                },
              },
            },
          }
        : { uniqueTogether: [['other', 'up']] },
    ),
    { name: 'base', access, fields: { name: { type: 'integer', default: 0 } } } as Resource,
  ];
  it('starts where a nested reference of a set leads to what everybody sees who writes, or where nobody writes it', () => {
    const open = [
      led({ anyone: true }, 'uniqueTogether'),
      led({ any: [{ action: ['view'] }, { staff: true }] }, 'checks'),
      led(ReadAndWrite, 'uniqueTogether'),
    ];
    for (const resources of open)
      expect(defineFeature({ name: 'some', resources, migrations: [] }).name).toBe('some');
  });

  it('starts where whoever may write any of a set may read all of it', () => {
    const own = { ...count, access: { read: StaffOnly, write: StaffOnly } } as const;
    const started = [
      compared(own, { ...count, access: { write: StaffOnly } }),
      compared(closed, own),
      compared(own, { ...count, readOnly: true }),
      part({ pin: { ...count, writeOnly: true } }, { checks: { some: { holds: { field: 'pin', gt: 0 } } } }),
      part({ own, other: own }, { uniqueTogether: [['own', 'other']] }),
      part({ own: { ...own, unique: true } }),
      // Of the row that is written, whoever may write it may read it.
      compared(alike(ofName), { ...count, access: { write: ofName } }),
    ];
    for (const resource of started)
      expect(defineFeature({ name: 'some', resources: [resource], migrations: [] }).name).toBe('some');
  });

  it.each<[string, Resource | readonly Resource[]]>([
    ['not everybody may read: rows would come', part({ closed }, { order: ['-closed'] })],
    ['not everybody may read: a row would be called', part({ closed }, { text: 'closed' })],
    ['must say the same write as read', part({ closed: { ...closed, unique: true } })],
    ['must say the same write as read', part({ closed: { ...managed, unique: true } })],
    ['must say the same write as read', part({ closed }, { uniqueTogether: [['name', 'closed']] })],
    [
      'beside name: the access.write of name must be the access.read of closed',
      part(
        { closed: { ...closed, access: { read: StaffOnly, write: StaffOnly } } },
        { uniqueTogether: [['name', 'closed']] },
      ),
    ],
    ['beside level: the access.write of level must be', compared(closed, count)],
    // Who writes both, and reads one.
    ['beside level: the access.write of level must be', compared(managed, level)],
    ['beside others: its access.write must be the access.read of closed', compared(managed, level)],
    ['names closed, which is never shown, beside others', compared({ ...level, writeOnly: true }, level)],
    [
      'beside others: its access.write must be',
      part({ closed: managed, level }, { uniqueTogether: [['level', 'closed']] }),
    ],
    [
      'beside seen: the access.write of seen must be',
      part(
        { closed: { type: 'moment', access: { read: StaffOnly } }, seen: { type: 'moment', set: 'saved' } },
        { checks: { more: { holds: { field: 'seen', gt: { field: 'closed' } } } } },
      ),
    ],
    [
      'two of what is unique in part would be the index a_b',
      part({ a: count, b: count, a_b: { ...count, unique: true } }, { uniqueTogether: [['a', 'b']] }),
    ],
    [
      'two of what is unique in part would be the index a_b_c',
      part(
        { a: count, b_c: count, a_b: count, c: count },
        {
          uniqueTogether: [
            ['a', 'b_c'],
            ['a_b', 'c'],
          ],
        },
      ),
    ],
    ['whose access.read asks something of the row', together(ofName)],
    ['whose access.read asks something of the row', together({ granted: 'view_part' })],
    ['whose access.read asks what is done', together(adding)],
    ['whose access.read asks what is done', compared(alike(adding), { ...count, access: { write: adding } })],
    ['is unique, whose access.read asks what', part({ one: { ...alike(adding), unique: true } })],
    [
      'order names up, which is answered as the row it refers to',
      part(
        { up: { type: 'reference', to: 'part', onDelete: 'cascade', nested: ['name'] } },
        { orderBy: ['up'] },
      ),
    ],
    ['uniqueTogether names up, which is answered as a row', led({ owner: 'name' }, 'uniqueTogether')],
    ['checks.some names up, which is answered as a row', led(StaffOnly, 'checks')],
    ['names up, which is answered as a row', led({ any: [{ action: 'change' }, { staff: true }] }, 'checks')],
    ...['xmin', 'ctid', 'tableoid'].map((name): [string, Resource] => [
      `part.${name} has the name of a column that PostgreSQL keeps`,
      part({ [name]: count }),
    ]),
    ['must say who may read it, or', part({ closed: { ...closed, access: {} } })],
    ['nobody writes it', part({ one: { ...closed, readOnly: true, access: { write: StaffOnly } } })],
    ['it is never shown', part({ one: { ...closed, writeOnly: true } })],
    ['nothing is no field', part({ one: { ...closed, access: { read: { owner: 'nothing' } } } })],
    [
      'objectPermissions do not give',
      part({ one: { ...closed, access: { read: { granted: 'view_part' } } } }),
    ],
    ['part.one.access.read', part({ one: { ...closed, access: { read: { stuff: true } as never } } })],
    [
      'it is no field of a row',
      part({}, { actions: { act: { on: 'row', access: StaffOnly, input: { closed } } } }),
    ],
  ])('does not start: %s', (words, resource) => {
    expect(() => defineFeature({ name: 'some', resources: [resource].flat(), migrations: [] })).toThrow(
      words,
    );
  });
});
