import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../src/core/kernel/visitor.ts';
import type { MemberRole } from '../../src/core/organization/organization.ts';
import type { ShownPage } from '../support/page/shown-page.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';
import { statementsOf } from '../support/statements-of.ts';

const LIST = '/accounts/organizations/';
const people = ['ana', 'ben', 'eve'] as const;
type Name = (typeof people)[number];

let site: RealSite;
const ids = new Map<string, number>();
const visitors = new Map<string, Visitor>();
beforeAll(async () => {
  site = await openRealSite({ env: { ORGANIZATIONS: 'open' } });
  for (const name of people) {
    ids.set(name, (await site.addPerson(name)).id);
    visitors.set(name, await site.loggedIn(name));
  }
});
afterAll(() => site.close());

function as(name: Name): Visitor {
  const visitor = visitors.get(name);
  if (visitor === undefined) throw new Error(`${name} is not there.`);
  return visitor;
}
const idOf = (name: Name): number => ids.get(name) ?? 0;

/** Whether a page has the button that joins. */
const joins = (page: ShownPage, mailed: string) => page.forms.some(({ action }) => action === mailed);

/** An organization of ana's, with who else is in it; answers its page. */
async function acme(members: Partial<Record<Name, MemberRole>> = {}): Promise<string> {
  const { organization } = site.stagedoor.useCases;
  const by = 'operator';
  const { id: organizationId } = await organization.create({ by, name: 'Acme', ownerId: idOf('ana') });
  for (const [name, role] of Object.entries(members))
    await organization.addMember({ by, organizationId, userId: idOf(name as Name), role });
  return `${LIST}${organizationId}/`;
}

/** Who has less is below members, and changes none. */
const MEMBERS_OWN = ['view_organization', 'view_membership', 'view_team'];

/** Somebody who is in no organization, and holds that of accounts everywhere. */
async function holding(name: string, permissions: readonly string[]): Promise<Visitor> {
  const { id: userId } = await site.addPerson(name);
  for (const permission of permissions)
    await site.stagedoor.useCases.permission.grant({
      by: 'operator',
      userId,
      permission: `stagedoor.${permission}`,
    });
  return await site.loggedIn(name);
}

describe('the list of organizations', () => {
  it('says of those of one name when they were made, and on the page of deletion too', async () => {
    const { organization } = site.stagedoor.useCases;
    const person = await site.addPerson('twin');
    for (const name of ['Same', 'Same', 'Other'])
      await organization.create({ by: 'operator', name, ownerId: person.id });
    const visitor = await site.loggedIn('twin');
    expect((await visitor.open(LIST)).text.match(/Made on \w+ \d+, \d{4}/g)).toHaveLength(2);
    const { text } = await visitor.open('/accounts/delete/');
    expect(text.match(/The organization Same \(made on [^)]*\) ends/g)).toHaveLength(2);
    expect(text).toContain('The organization Other ends');
  });

  it('says what belongs there, and makes one', async () => {
    const empty = await as('eve').open(LIST);
    expect([empty.heading, empty.text.includes('No organizations yet')]).toEqual(['Organizations', true]);
    const refused = await as('eve').submit({ name: ' ' }, { to: LIST });
    expect(refused.errors).toEqual({ name: ['This field is required.'] });
    const made = await as('eve').submit({ name: 'Tulips' }, { to: LIST });
    expect([made.heading, made.flashes]).toEqual(['Tulips', ['Tulips is made. Invite people to it.']]);
    expect((await as('eve').open(LIST)).text).toContain('You are an owner.');
  });

  it('switches to one of them, and to none', async () => {
    const path = await acme();
    await as('ana').open(LIST);
    const switched = await as('ana').submit({}, { to: `${path}switch/` });
    expect([switched.path, switched.flashes]).toEqual([LIST, ['You work in Acme now.']]);
    expect((await as('ana').open(path)).text).toContain('It is your current organization.');
    await as('ana').open(LIST);
    const none = await as('ana').submit({}, { to: `${LIST}none/` });
    expect([none.flashes, none.text.includes('current')]).toEqual([
      ['You work in no organization now.'],
      false,
    ]);
  });
});

describe('the page of an organization', () => {
  it('shows a member who is in it and the way out, and nothing else to do', async () => {
    const path = await acme({ ben: 'member', eve: 'admin' });
    const page = await as('ben').open(path);
    expect(page.text).toMatch(/ana Owner .*ben you Member .*eve Admin|You are a member\./);
    expect(page.forms.map(({ action }) => action).filter((action) => action.startsWith(path))).toEqual([
      `${path}switch/`,
    ]);
    expect(page.links.filter((link) => link.startsWith(path))).toEqual([`${path}teams/`, `${path}leave/`]);
    for (const hidden of ['invite/', 'name/', 'delete/', `members/${idOf('ana')}/`]) {
      const refused = await as('ben').open(`${path}${hidden}`);
      expect([refused.status, refused.links.includes(path)]).toEqual([403, true]);
      expect(refused.text).toContain('Its owners and admins say what each member may do there.');
    }
    const asked = await as('ben').open(`${path}leave/`);
    expect([asked.heading, asked.text.includes('somebody must invite you')]).toEqual(['Leave Acme?', true]);
    expect(asked.text).toContain('You lose all that you may do in it, and leave its teams.');
    const left = await as('ben').submit({}, { to: `${path}leave/` });
    expect([left.path, left.flashes]).toEqual([LIST, ['You left Acme.']]);
    expect((await as('ben').open(path)).status).toBe(404);
  });

  it('lets an admin change members and admins, and no owner', async () => {
    const path = await acme({ ben: 'admin', eve: 'member' });
    const page = await as('ben').open(path);
    const below = page.links.filter((link) => link.startsWith(path));
    expect(below).toEqual([
      `${path}teams/`,
      `${path}name/`,
      `${path}members/${idOf('eve')}/`,
      `${path}invite/`,
      `${path}leave/`,
    ]);
    const member = await as('ben').open(`${path}members/${idOf('eve')}/`);
    expect([member.heading, member.text.includes('May do everything')]).toEqual(['eve', false]);
    const saved = await as('ben').submit({ role: 'admin' }, { to: `${path}members/${idOf('eve')}/` });
    expect([saved.path, saved.flashes]).toEqual([path, ['The role of eve is saved.']]);
    const { csrfmiddlewaretoken = '' } = saved.form(`${path}switch/`).fields;
    for (const [to, fields] of [
      [`members/${idOf('eve')}/`, { role: 'owner' }],
      [`members/${idOf('ana')}/`, { role: 'member' }],
      [`members/${idOf('ana')}/remove/`, {}],
      [`members/${idOf('eve')}/transfer/`, {}],
      ['delete/', { name: 'Acme' }],
    ] as const)
      expect((await as('ben').post(`${path}${to}`, { csrfmiddlewaretoken, ...fields })).statusCode).toBe(403);
    const wrong = await as('ben').post(`${path}members/${idOf('eve')}/`, {
      csrfmiddlewaretoken,
      role: 'king',
    });
    expect([wrong.statusCode, wrong.body.includes('is not a valid choice')]).toEqual([200, true]);
  });

  it('says that the last owner cannot leave, and hands it over', async () => {
    const path = await acme({ ben: 'member' });
    const kept = await as('ana').open(`${path}leave/`);
    expect([kept.heading, kept.forms.some(({ action }) => action.startsWith(path))]).toEqual([
      'You cannot leave Acme yet',
      false,
    ]);
    expect(kept.links).toEqual(expect.arrayContaining([path, `${path}delete/`]));
    // Whoever sends it all the same is refused.
    const own = (await as('ana').open(path)).form(`${path}switch/`).fields;
    await as('ana').post(`${path}leave/`, { ...own });
    expect((await as('ana').open(path)).text).toContain('You are an owner.');
    const sure = await as('ana').open(`${path}members/${idOf('ben')}/transfer/`);
    expect(sure.heading).toBe('Hand Acme over to ben?');
    const handed = await as('ana').submit({}, { to: `${path}members/${idOf('ben')}/transfer/` });
    expect(handed.flashes).toEqual(['ben is an owner now, and you are an admin.']);
    expect(handed.text).toContain('You are an admin.');
    expect((await as('ben').open(path)).text).toContain('You are an owner.');
    await as('ana').open(`${path}leave/`);
    await as('ana').submit({}, { to: `${path}leave/` });
    expect((await as('ana').open(path)).status).toBe(404);
  });

  it('renames it, and deletes it for who types its name', async () => {
    const path = await acme();
    await as('ana').open(`${path}name/`);
    expect(as('ana').page.form(`${path}name/`).fields).toMatchObject({ name: 'Acme' });
    const renamed = await as('ana').submit({ name: 'Bloom' }, { to: `${path}name/` });
    expect([renamed.heading, renamed.flashes]).toEqual(['Bloom', ['The name is saved.']]);
    await as('ana').open(`${path}delete/`);
    const kept = await as('ana').submit({ name: 'Acme' }, { to: `${path}delete/` });
    expect(kept.errors).toEqual({ name: ['This is not the name of the organization.'] });
    const gone = await as('ana').submit({ name: 'Bloom' }, { to: `${path}delete/` });
    expect([gone.path, gone.flashes]).toEqual([LIST, ['Bloom is deleted.']]);
    expect((await as('ana').open(path)).status).toBe(404);
  });

  it('gives and takes roles of the site there, and removes a member', async () => {
    const path = await acme({ ben: 'member' });
    const { role } = site.stagedoor.useCases;
    await role.create({ by: 'operator', name: 'editor', label: 'Editor', permissions: [] });
    await role.create({ by: 'operator', name: 'burner', label: 'Burner', permissions: ['auth.delete_user'] });
    const member = `${path}members/${idOf('ben')}/`;
    const page = await as('ana').open(member);
    expect(page.text).toContain('Editor');
    expect(page.text).not.toContain('Burner');
    const given = await as('ana').submit({ site_role: 'editor' }, { to: `${member}roles/` });
    expect([given.path, given.flashes]).toEqual([member, ['ben has the role editor now.']]);
    const taken = await as('ana').submit({}, { to: `${member}roles/take/` });
    expect(taken.flashes).toEqual(['The role editor is taken away.']);
    expect((await as('ana').open(`${member}remove/`)).heading).toBe('Remove ben from Acme?');
    const removed = await as('ana').submit({}, { to: `${member}remove/` });
    expect([removed.path, removed.flashes]).toEqual([path, ['ben is in the organization no longer.']]);
    expect((await as('ana').open(member)).status).toBe(404);
  });

  it('lets whoever holds a permission everywhere do by page what it is for, and not what is beside it', async () => {
    const path = await acme({ ben: 'member' });
    const remove = `${path}members/${idOf('ben')}/remove/`;
    // Who may not see members is told so before anything is done.
    const team = await site.stagedoor.useCases.team.create({
      by: 'operator',
      organizationId: Number(path.split('/').at(-2)),
      name: 'Press',
    });
    const blind = await holding('blind', ['view_organization', 'view_team', 'change_membership']);
    await blind.open('/accounts/profile/');
    const { csrfmiddlewaretoken = '' } = blind.page.form().fields;
    const members = `${path}teams/${team.id}/members/`;
    const user = String(idOf('ben'));
    expect((await blind.post(members, { csrfmiddlewaretoken, user })).statusCode).toBe(403);
    expect((await as('ana').open(`${path}teams/${team.id}/`)).text).toContain('Nobody is in this team yet.');
    const mover = await holding('mover', [...MEMBERS_OWN, 'delete_membership']);
    const changer = await holding('changer', [...MEMBERS_OWN, 'change_membership']);
    expect((await changer.open(remove)).status).toBe(403);
    const member = await changer.open(`${path}members/${idOf('ben')}/`);
    expect([member.heading, member.links.includes(remove)]).toEqual(['ben', false]);
    const asked = await mover.open(remove);
    expect([asked.heading, asked.links.includes(path)]).toEqual(['Remove ben from Acme?', true]);
    const removed = await mover.submit({}, { to: remove });
    expect([removed.path, removed.flashes]).toEqual([path, ['ben is in the organization no longer.']]);
  });

  it('is asked on the same page again by who logs in in between', async () => {
    const path = await acme({ ben: 'member' });
    const roles = `${path}members/${idOf('ben')}/roles/`;
    const ana = await site.loggedIn('ana');
    await ana.open(path);
    const { csrfmiddlewaretoken = '' } = ana.page.form(`${path}switch/`).fields;
    ana.browser.cookies.delete('sessionid');
    const nextOf = async (to: string) => (await ana.post(to, { csrfmiddlewaretoken })).headers.location;
    for (const own of ['leave/', 'members/7/remove/', 'members/7/transfer/', 'teams/7/delete/'])
      expect(await nextOf(`${path}${own}`)).toBe(`/accounts/login/?next=${path}${own}`);
    for (const to of [roles, `${roles}take/`, `${path}teams/7/members/`, `${path}teams/7/members/remove/`])
      expect(await nextOf(to)).toBe(`/accounts/login/?next=${LIST}`);
  });

  it('has teams, which its admins make, fill, rename and end, and its members see', async () => {
    const path = await acme({ ben: 'admin', eve: 'member' });
    expect((await as('eve').open(path)).links).toContain(`${path}teams/`);
    const none = await as('eve').open(`${path}teams/`);
    expect([
      none.text.includes('No teams yet'),
      none.forms.some(({ action }) => action === none.path),
    ]).toEqual([true, false]);
    await as('ben').open(`${path}teams/`);
    expect((await as('ben').submit({ name: ' ' }, { to: `${path}teams/` })).errors).toEqual({
      name: ['This field is required.'],
    });
    const made = await as('ben').submit({ name: 'Press' }, { to: `${path}teams/` });
    expect([made.heading, made.flashes]).toEqual(['Press', ['The team Press is made. Put members into it.']]);
    const team = made.path;
    expect(made.text).toMatch(/Choose a member ana \(.*\) ?ben \(.*\) ?eve \(/);
    const none_chosen = await as('ben').submit({}, { to: `${team}members/` });
    expect(none_chosen.errors).toEqual({ user: ['This field is required.'] });
    const filled = await as('ben').submit({ user: String(idOf('eve')) }, { to: `${team}members/` });
    expect([filled.flashes, filled.text.includes('eve@mail.example')]).toEqual([
      ['eve is in the team now.'],
      true,
    ]);
    const seen = await as('eve').open(team);
    expect(seen.text).toContain('eve@mail.example');
    const { csrfmiddlewaretoken = '' } = seen.forms[0]?.fields ?? {};
    expect(seen.forms.filter(({ action }) => action.startsWith(team))).toEqual([]);
    expect((await as('eve').post(`${team}delete/`, { csrfmiddlewaretoken })).statusCode).toBe(403);
    await as('ben').open(team);
    const emptied = await as('ben').submit({}, { to: `${team}members/remove/` });
    expect([emptied.flashes, emptied.text.includes('Nobody is in this team yet.')]).toEqual([
      ['eve is no longer in the team.'],
      true,
    ]);
    const named = await as('ben').submit({ user: '', who: 'eve' }, { to: `${team}members/` });
    expect(named.flashes).toEqual(['eve is in the team now.']);
    expect((await as('ben').open(`${path}teams/`)).text).toContain('1 member');
    await as('ben').open(team);
    expect((await as('ben').submit({ user: '', who: 'nobody' }, { to: `${team}members/` })).text).toContain(
      'Press',
    );
    expect((await as('ben').submit({ name: 'Media' }, { to: team })).heading).toBe('Media');
    const asked = await as('ben').open(`${team}delete/`);
    expect([asked.heading, asked.text.includes('Its 1 member stays')]).toEqual(['Delete Media?', true]);
    expect((await as('eve').open(`${team}delete/`)).status).toBe(403);
    const gone = await as('ben').submit({}, { to: `${team}delete/` });
    expect([gone.path, gone.flashes]).toEqual([`${path}teams/`, ['The team Media is deleted.']]);
    const others = await acme();
    expect((await as('ben').open(`${others}teams/`)).status).toBe(404);
  });

  it('is not there for who is not in it, nor for what is no id', async () => {
    const path = await acme();
    for (const url of [path, `${path}invite/`, `${path}members/1/`, `${LIST}x/`, `${LIST}99999999999999999/`])
      expect((await as('eve').open(url)).status).toBe(404);
  });

  it('is shown in parts where many are in it', async () => {
    const path = await acme();
    const organizationId = Number(path.split('/').at(-2));
    const { user, organization } = site.stagedoor.useCases;
    for (let count = 0; count < 51; count += 1) {
      const { id: userId } = await user.create({
        by: 'operator',
        username: `m${count}`,
        email: `m${count}@mail.example`,
      });
      await organization.addMember({ by: 'operator', organizationId, userId, role: 'member' });
    }
    const first = await as('ana').open(path);
    const next = first.links.find((link) => link.startsWith('?') || link.includes('after=')) ?? '';
    const second = await as('ana').open(next);
    const changes = (links: readonly string[]) => links.filter((link) => link.includes('/members/'));
    expect(new Set([...changes(first.links), ...changes(second.links)]).size).toBe(51);
    expect(second.links.some((link) => link.includes('after='))).toBe(false);
  });
});

describe('an invitation', () => {
  it('is sent, listed, sent again and taken back', async () => {
    const path = await acme();
    const form = await as('ana').open(`${path}invite/`);
    expect(form.text).toContain('It works for 7 days.');
    const refused = await as('ana').submit({ email: 'nothing', role: 'member' }, { to: `${path}invite/` });
    expect(Object.keys(refused.errors)).toEqual(['email']);
    const sent = await as('ana').submit(
      { email: 'x1@mail.example', role: 'admin' },
      { to: `${path}invite/` },
    );
    expect([sent.path, sent.flashes]).toEqual([path, ['We sent an invitation to x1@mail.example.']]);
    expect(sent.text).toMatch(/x1@mail\.example Admin Ends in 7 days/);
    const first = await site.mailedPath('x1@mail.example');
    const actions = sent.forms.map(({ action }) => action);
    const resend = actions.find((action) => action.endsWith('/resend/')) ?? '';
    const revoke = actions.find((action) => action.endsWith('/revoke/')) ?? '';
    await as('ana').submit({}, { to: resend });
    const second = await site.mailedPath('x1@mail.example');
    expect((await as('ben').open(first)).heading).toBe('This invitation does not work');
    expect((await as('ben').open(second)).heading).toBe('Join Acme');
    await as('ana').open(path);
    const revoked = await as('ana').submit({}, { to: revoke });
    expect([revoked.flashes, revoked.text.includes('x1@mail.example')]).toEqual([
      ['The invitation is taken back.'],
      false,
    ]);
    expect((await as('ben').open(second)).heading).toBe('This invitation does not work');
  });

  it('that is over is said to be, and is sent again', async () => {
    const path = await acme();
    await as('ana').open(`${path}invite/`);
    await as('ana').submit({ email: 'x2@mail.example', role: 'member' }, { to: `${path}invite/` });
    const { clock } = site;
    clock.advance(8 * 86_400_000);
    visitors.set('ana', await site.loggedIn('ana'));
    const page = await as('ana').open(path);
    expect(page.text).toMatch(/x2@mail\.example ended Member Ended yesterday/);
    const resend = page.forms.map(({ action }) => action).find((action) => action.endsWith('/resend/'));
    const sent = await as('ana').submit({}, { to: resend ?? '' });
    expect(sent.text).toMatch(/x2@mail\.example Member Ends in 7 days/);
  });

  it('shows its button to nobody but who has proved its address, and tells others what to do', async () => {
    for (const name of people) visitors.set(name, await site.loggedIn(name));
    const path = await acme();
    const { mailed, send } = await invited(path);
    const stranger = await site.visitor().open(mailed);
    const logIn = `/accounts/login/?next=${mailed}`;
    expect([stranger.heading, joins(stranger, mailed), stranger.links.includes(logIn)]).toEqual([
      'Join Acme',
      false,
      true,
    ]);
    const other = await as('eve').open(mailed);
    expect([joins(other, mailed), other.text]).toEqual([
      false,
      expect.stringContaining('This invitation is for ben@mail.example. You are logged in as eve'),
    ]);
    expect(other.form('/accounts/logout/').fields).toMatchObject({ next: mailed });
    const { csrfmiddlewaretoken = '' } = other.form('/accounts/logout/').fields;
    const forced = await as('eve').post(mailed, { csrfmiddlewaretoken });
    expect([forced.statusCode, (await as('eve').open(path)).status]).toEqual([200, 404]);
    const own = await as('ben').open(mailed);
    expect(joins(own, mailed)).toBe(true);
    const joined = await as('ben').submit({}, { to: mailed });
    expect([joined.path, joined.flashes]).toEqual([path, ['You are in Acme now.']]);
    expect((await as('ben').open(mailed)).heading).toBe('This invitation does not work');
    await expect(send()).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('of who came in another way leads to the organization', async () => {
    const path = await acme();
    const { mailed, organizationId } = await invited(path);
    const userId = idOf('ben');
    await site.stagedoor.useCases.organization.addMember({
      by: 'operator',
      organizationId,
      userId,
      role: 'member',
    });
    const page = await as('ben').open(mailed);
    expect([joins(page, mailed), page.links.includes(path)]).toEqual([false, true]);
  });

  async function invited(path: string) {
    const organizationId = Number(path.split('/').at(-2));
    const send = () =>
      site.stagedoor.useCases.invitation.send({
        by: 'operator',
        organizationId,
        email: 'ben@mail.example',
        role: 'member',
        visitor: operator,
      });
    await send();
    return { mailed: await site.mailedPath('ben@mail.example'), organizationId, send };
  }
});

describe('where strangers may not sign up', () => {
  let closed: RealSite;
  beforeAll(async () => {
    const env = { ORGANIZATIONS: 'managed', SIGNUP_OPEN: 'false', SIGNUP_BY_INVITATION: 'true' };
    closed = await openRealSite({ env });
    ids.set('owner', (await closed.addPerson('owner')).id);
  });
  afterAll(() => closed.close());

  async function mailedTo(email: string): Promise<string> {
    const { organization, invitation } = closed.stagedoor.useCases;
    const by = 'operator';
    const ownerId = ids.get('owner') ?? 0;
    const { id: organizationId } = await organization.create({ by, name: 'Acme', ownerId });
    await invitation.send({ by, organizationId, email, role: 'member', visitor: operator });
    return await closed.mailedPath(email);
  }

  it('whoever is invited does, with that address and no other, and is in', async () => {
    const mailed = await mailedTo('fay@mail.example');
    const fay = closed.visitor();
    expect((await fay.open('/accounts/signup/')).status).toBe(403);
    const shown = await fay.open(mailed);
    expect(shown.links).toContain(`${mailed}signup/`);
    const form = await fay.open(`${mailed}signup/`);
    expect([form.text.includes('fay@mail.example'), form.form(`${mailed}signup/`).names]).toEqual([
      true,
      expect.not.arrayContaining(['email']),
    ]);
    const short = await fay.submit({ username: 'fay', password1: 'x', password2: 'x' });
    expect(Object.keys(short.errors)).toEqual(['password1']);
    const typed = { username: 'fay', password1: PASSWORD, password2: PASSWORD };
    const { csrfmiddlewaretoken = '' } = short.form(`${mailed}signup/`).fields;
    const other = { ...typed, csrfmiddlewaretoken, email: 'eve@mail.example' };
    const done = await fay.post(`${mailed}signup/`, other);
    expect([done.statusCode, done.headers.location]).toEqual([
      302,
      expect.stringMatching(/^\/accounts\/login\/\?next=\/accounts\/organizations\/\d+\/&address=proved$/),
    ]);
    const logIn = await fay.open(String(done.headers.location));
    expect(logIn.flashes).toEqual(['Your account is made, and you are in Acme. Log in now.']);
    expect(logIn.text).not.toContain('activation email');
    expect((await closed.visitor().open('/accounts/login/')).text).toContain('activation email');
    const inside = await fay.submit({ username: 'fay', password: PASSWORD });
    expect([inside.heading, inside.text.includes('You are a member.')]).toEqual(['Acme', true]);
    const user = await closed.stagedoor.useCases.user.find({ identifier: 'fay' });
    expect([user?.email, user?.isEmailVerified]).toEqual(['fay@mail.example', true]);
    expect((await closed.visitor().open(`${mailed}signup/`)).heading).toBe('This invitation does not work');
  });

  it('whoever has that address already is sent to log in', async () => {
    const mailed = await mailedTo('owner2@mail.example');
    await closed.addPerson('owner2');
    const visitor = closed.visitor();
    await visitor.open(`${mailed}signup/`);
    const page = await visitor.submit({ username: 'other', password1: PASSWORD, password2: PASSWORD });
    expect(page.status).toBe(200);
    expect(page.text).toContain('already');
    expect(page.links).toContain(`/accounts/login/?next=${mailed}`);
  });

  it('over JSON too, by the key alone', async () => {
    const mailed = await mailedTo('gus@mail.example');
    const { browser } = closed.visitor({ accept: 'application/json' });
    await browser.get('/api/csrf/');
    const typed = { username: 'gus', password: PASSWORD, password_confirm: PASSWORD };
    const bad = await browser.post('/api/invitations/signup/', { ...typed, key: 'k'.repeat(43) });
    expect([bad.statusCode, Object.keys(bad.json())]).toEqual([400, ['key']]);
    const key = mailed.split('/').at(-2);
    const made = await browser.post('/api/invitations/signup/', { ...typed, key, email: 'eve@mail.example' });
    expect([made.statusCode, made.json()]).toMatchObject([201, { name: 'Acme', role: 'member' }]);
    expect((await closed.stagedoor.useCases.user.find({ identifier: 'gus' }))?.email).toBe(
      'gus@mail.example',
    );
  });
});

it('a site without organizations has none of these pages, whatever the method, no link to them, and asks for none', async () => {
  const without = await openRealSite();
  await without.addPerson('ana');
  const ana = await without.loggedIn('ana');
  expect((await ana.open('/accounts/profile/')).links).not.toContain(LIST);
  for (const url of [LIST, `${LIST}1/`, `/accounts/invitations/${'k'.repeat(43)}/`])
    for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD'])
      expect([method, url, (await ana.browser.request(method, url)).statusCode]).toEqual([method, url, 404]);
  const statements = await statementsOf(() => without.loggedIn('ana'));
  expect(statements.length).toBeGreaterThan(0);
  const asked = /stagedoor_(?:organization|membership|invitation|active_organization)/;
  expect(statements.filter((statement) => asked.test(statement))).toEqual([]);
  await without.close();
});
