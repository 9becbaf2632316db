import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

let site: RealSite;
let ana: Visitor;
let name: string;
let count = 0;

beforeAll(async () => {
  site = await openRealSite({ env: { ORGANIZATIONS: 'managed' } });
});
afterAll(() => site.close());
beforeEach(async () => {
  count += 1;
  name = `ana${count}`;
  await site.addPerson(name);
  ana = await site.loggedIn(name);
});

describe('downloading the data', () => {
  it('answers a JSON file to be saved, by POST alone, with no secret in it', async () => {
    await ana.open('/accounts/data/');
    const answer = await ana.send({}, { to: '/accounts/data/download/' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="my-data.json"');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(JSON.stringify(answer.json())).toContain(`${name}@mail.example`);
    expect(answer.body).not.toMatch(/argon2|sessionid|keyHash|key_hash/);
    const page = await ana.open('/accounts/data/download/');
    expect([page.status, page.heading]).toEqual([405, 'This cannot be done here']);
  });

  it('comes back to its page when the session is over', async () => {
    await ana.open('/accounts/data/');
    const { csrfmiddlewaretoken = '' } = ana.page.form().fields;
    ana.browser.cookies.delete('sessionid');
    const answer = await ana.post('/accounts/data/download/', { csrfmiddlewaretoken });
    expect(answer.headers.location).toBe('/accounts/login/?next=/accounts/data/');
  });
});

describe('deleting the account', () => {
  it('takes the password, removes everything, and says so', async () => {
    const phone = await site.loggedIn(name);
    await ana.open('/accounts/delete/');
    const page = await ana.submit({ password: PASSWORD });
    expect([page.path, page.heading]).toEqual(['/accounts/deleted/', 'Your account is deleted']);
    expect(ana.browser.cookie('sessionid')).toBeUndefined();
    expect((await phone.open('/accounts/profile/')).path).toBe('/accounts/login/');
    expect(await site.stagedoor.useCases.user.find({ identifier: name })).toBeNull();
    expect((await site.mails())[0]).toMatchObject({ to: `${name}@mail.example` });
  });

  it('says before it happens which organizations end with it, and to whom the others go', async () => {
    const { organization, user, audit } = site.stagedoor.useCases;
    const ownerId = (await user.find({ identifier: name }))?.id ?? 0;
    const ben = await site.addPerson(`ben-of-${name}`);
    const bens = await organization.create({ by: 'operator', ownerId, name: 'Bens' });
    await organization.create({ by: 'operator', ownerId, name: 'Alone' });
    await organization.addMember({ by: 'operator', organizationId: bens.id, userId: ben.id, role: 'member' });
    const page = await ana.open('/accounts/delete/');
    expect(page.text).toContain('The organization Alone ends: nobody else is in it.');
    expect(page.text).toContain(`The organization Bens goes to ${ben.username}`);
    const done = await ana.submit({ password: PASSWORD });
    expect(done.flashes.toSorted()).toEqual([
      'The organization Alone has ended.',
      `${ben.username} owns the organization Bens now.`,
    ]);
    const [heard] = (await site.mails()).filter(({ to }) => to === ben.email);
    expect(heard?.text).toContain(`/accounts/organizations/${bens.id}/`);
    const { rows } = await audit.list({ action: 'organization-delete' });
    expect(rows[0]?.detail).toMatchObject({ by: ownerId, name: 'Alone' });
  });

  it('says of many organizations what became of each, or how many more there are', async () => {
    const { organization, user } = site.stagedoor.useCases;
    const ownerId = (await user.find({ identifier: name }))?.id ?? 0;
    const ben = await site.addPerson(`ben-of-${name}`);
    const long = 'ñ'.repeat(150);
    for (const made of ['A', 'B', 'C', 'D', 'E', 'F', 'G', `${long}`, `${long}`, `${long}`])
      await organization.create({ by: 'operator', ownerId, name: made });
    for (const made of ['X', 'Y']) {
      const { id: organizationId } = await organization.create({ by: 'operator', ownerId, name: made });
      await organization.addMember({ by: 'operator', organizationId, userId: ben.id, role: 'member' });
    }
    const before = (await ana.open('/accounts/delete/')).text;
    const done = await ana.submit({ password: PASSWORD });
    expect(done.flashes).toHaveLength(2);
    const [ended = '', passed = ''] = done.flashes;
    const told = [...ended.matchAll(/ ([A-G])(?=,)/g)].map(([, one = '']) => one);
    const promised = [...before.matchAll(/organization ([A-G]) ends/g)].map(([, one = '']) => one);
    const left = Number(/and (\d+) more\.$/.exec(ended)?.[1]);
    const whole = ended.split(long).length - 1;
    expect([ended.startsWith('These organizations have ended: '), told.length + whole + left]).toEqual([
      true,
      10,
    ]);
    expect(told).toEqual(promised.slice(0, told.length));
    expect(passed).toMatch(
      /^These organizations have a new owner: [XY] \(ben-of-ana\d+\) and [XY] \(ben-of-ana\d+\)\.$/,
    );
  });

  it('does nothing for a wrong password or none, and says which', async () => {
    await ana.open('/accounts/delete/');
    const wrong = await ana.submit({ password: 'not-my-password' });
    expect(wrong.errors).toEqual({
      password: ['Wrong password. Enter the password of your account.'],
    });
    expect((await ana.submit({ password: '' })).errors).toEqual({ password: ['This field is required.'] });
    expect((await ana.open('/accounts/profile/')).path).toBe('/accounts/profile/');
  });

  it('keeps the last superuser, who stays logged in', async () => {
    const { useCases } = site.stagedoor;
    await useCases.user.create({
      by: 'operator',
      username: 'root',
      email: 'root@mail.example',
      password: PASSWORD,
      validatePassword: false,
      isStaff: true,
      isSuperuser: true,
    });
    const root = await site.loggedIn('root');
    await root.open('/accounts/delete/');
    const page = await root.submit({ password: PASSWORD });
    expect(page.formErrors).toEqual(['This is the last superuser. Make another one first.']);
    expect((await root.open('/accounts/profile/')).path).toBe('/accounts/profile/');
  });
});
