import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/kernel/clock.ts';
import type { Visitor } from '../support/page/visitor.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const PROFILE = '/accounts/profile/';
const extraFields = {
  phone: { type: 'text', maxLength: 10, default: '', label: 'Phone' },
  seats: { type: 'integer', default: 0, label: 'Seats' },
  newsletter: { type: 'boolean', default: true, label: 'Programme by mail' },
  shelf: { type: 'text', maxLength: 5, default: 'A1', editable: false },
} as const;
let site: RealSite;
let ana: Visitor;

beforeAll(async () => {
  site = await openRealSite({ config: { extraFields } });
  await site.addPerson();
});
afterAll(() => site.close());
beforeEach(async () => {
  ana = await site.loggedIn();
});

describe('the profile page', () => {
  it('is for who is logged in; a stranger comes back to it', async () => {
    const stranger = site.visitor();
    expect((await stranger.open(PROFILE)).url).toBe('/accounts/login/?next=/accounts/profile/');
  });

  it('saves what was typed, trimmed, and says so on the next page only', async () => {
    await ana.open(PROFILE);
    const page = await ana.submit({ first_name: '  Ana  ', last_name: 'Ruiz', phone: '600', seats: '3' });
    expect([page.path, page.flashes]).toEqual([PROFILE, ['Your profile is saved.']]);
    expect(page.form().fields).toMatchObject({
      first_name: 'Ana',
      last_name: 'Ruiz',
      phone: '600',
      seats: '3',
    });
    expect(page.text).toContain('Ana Ruiz');
    expect((await ana.open(PROFILE)).flashes).toEqual([]);
  });

  it('changes the username with the password, once that was not proved lately, and tells the owner', async () => {
    const { email } = await site.addPerson('bruno');
    const bruno = await site.loggedIn('bruno');
    site.clock.advance(minutes(10) + 1);
    const form = await bruno.open(PROFILE);
    expect(form.form().fields).toMatchObject({ username: 'bruno', password: '' });
    const saved = await bruno.submit({ first_name: 'Bruno' });
    expect(saved.flashes).toEqual(['Your profile is saved.']);
    const missing = await bruno.submit({ username: 'bruno2' });
    expect(missing.errors).toEqual({ password: ['This field is required.'] });
    expect(missing.form().fields.username).toBe('bruno2');
    const taken = await bruno.submit({ username: 'ana', password: PASSWORD });
    expect(taken.errors).toEqual({ username: ['A user with that username already exists.'] });
    const renamed = await bruno.submit({ username: 'bruno2' });
    expect([renamed.flashes, renamed.form().fields.username]).toEqual([['Your profile is saved.'], 'bruno2']);
    expect((await site.mails()).some(({ to }) => to === email)).toBe(true);
  });

  it('keeps a time zone, tells times in it on pages and in e-mails, and forgets it', async () => {
    const { email } = await site.addPerson('carla');
    const carla = await site.loggedIn('carla');
    await carla.open(PROFILE);
    expect(carla.page.form().fields.time_zone).toBe('');
    const saved = await carla.submit({ time_zone: 'Asia/Kolkata' });
    expect([saved.flashes, saved.form().fields.time_zone]).toEqual([
      ['Your profile is saved.'],
      'Asia/Kolkata',
    ]);
    expect((await carla.open('/accounts/sessions/')).html).toMatch(/title="[^"]* GMT\+5:30, Asia\/Kolkata"/);
    await carla.open(PROFILE);
    await carla.submit({ username: 'carla2' });
    const mail = (await site.mails()).findLast(({ to }) => to === email);
    expect(mail?.text).toContain(' GMT+5:30, Asia/Kolkata');
    await carla.open(PROFILE);
    expect((await carla.submit({ time_zone: '' })).form().fields.time_zone).toBe('');
    expect((await carla.open('/accounts/sessions/')).html).toMatch(/title="[^"]* UTC"/);
  });

  it('shows a zone that was stored under an older name under the one of today', async () => {
    await site.addPerson('kavya');
    const kavya = await site.loggedIn('kavya');
    await kavya.browser.send('PATCH', '/api/users/me/', { time_zone: 'Asia/Calcutta' });
    expect((await kavya.open(PROFILE)).form().fields.time_zone).toBe('Asia/Kolkata');
  });

  it('leaves the time zone alone where a form has none, and refuses one that is not', async () => {
    await ana.open(PROFILE);
    await ana.submit({ time_zone: 'Europe/Madrid' });
    expect((await ana.submit({ time_zone: null })).form().fields.time_zone).toBe('Europe/Madrid');
    const refused = await ana.submit({ time_zone: 'Europe/Nowhere' });
    expect(refused.errors).toEqual({ time_zone: ['Time zone is not known. Use a name like Europe/Madrid.'] });
    expect((await ana.open(PROFILE)).form().fields.time_zone).toBe('Europe/Madrid');
  });

  it('takes an unticked box for no', async () => {
    await ana.open(PROFILE);
    expect(ana.page.form().fields.newsletter).toBe('on');
    const page = await ana.submit({ newsletter: null });
    expect(page.form().fields.newsletter).toBeUndefined();
    expect((await ana.submit({ newsletter: 'on' })).form().fields.newsletter).toBe('on');
  });

  it('keeps what was typed when it refuses, and saves nothing of it', async () => {
    await ana.open(PROFILE);
    const typed = { first_name: 'Not saved', phone: '01234567890', seats: 'many', newsletter: null };
    const page = await ana.submit(typed);
    expect(page.status).toBe(200);
    expect(page.errors).toEqual({
      phone: ['Ensure this field has no more than 10 characters.'],
      seats: ['A valid integer is required.'],
    });
    expect(page.form().fields).toMatchObject({
      first_name: 'Not saved',
      phone: '01234567890',
      seats: 'many',
    });
    expect(page.form().fields.newsletter).toBeUndefined();
    expect((await ana.open(PROFILE)).form().fields.first_name).toBe('Ana');
  });

  it('changes nothing that is not its owner’s to change', async () => {
    await ana.open(PROFILE);
    await ana.submit({
      is_staff: 'true',
      email: 'other@mail.example',
      shelf: 'Z9',
      id: '1',
    });
    const me = (await ana.browser.get('/api/users/me/', { accept: 'application/json' })).json();
    expect(me).toMatchObject({ username: 'ana', email: 'ana@mail.example', shelf: 'A1' });
    expect((await site.stagedoor.useCases.user.find({ identifier: 'ana' }))?.isStaff).toBe(false);
  });

  it('refuses a field that came twice, naming it', async () => {
    await ana.open(PROFILE);
    const { csrfmiddlewaretoken = '' } = ana.page.form().fields;
    const answer = await ana.browser.request('POST', PROFILE, {
      payload: `csrfmiddlewaretoken=${csrfmiddlewaretoken}&first_name=a&first_name=b&last_name=c`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Not a valid string.');
  });
});

describe('the language', () => {
  it('follows the browser until the visitor chooses, then the choice, for a year', async () => {
    const visitor = site.visitor({ 'accept-language': 'es-MX,es;q=0.9,en;q=0.5' });
    expect((await visitor.open('/accounts/login/?next=/accounts/data/')).language).toBe('es');
    const answer = await visitor.send({ language: 'en' }, { to: '/accounts/language/' });
    expect(String(answer.headers['set-cookie'])).toMatch(/language=en; .*HttpOnly; Max-Age=31536000; /);
    expect(answer.headers.location).toBe('/accounts/login/?next=/accounts/data/');
    expect((await visitor.open('/accounts/signup/')).language).toBe('en');
  });

  it('chosen in the profile is that of the next page and of e-mails, and comes along to other browsers', async () => {
    await ana.open(PROFILE);
    const page = await ana.submit({ language: 'es' });
    expect([page.language, page.flashes]).toEqual(['es', ['Tu perfil está guardado.']]);
    const elsewhere = await site.loggedIn('ana', { 'user-agent': 'Mozilla/5.0 (iPhone) Safari/604.1' });
    expect((await elsewhere.open(PROFILE)).language).toBe('es');
    expect((await site.mails()).find(({ to }) => to === 'ana@mail.example')?.subject).toMatch(
      /nuevo|dispositivo/i,
    );
    await elsewhere.submit({ language: 'en' });
  });

  it('chosen at the interface stays when somebody logs in there whose account has none', async () => {
    await site.addPerson('dora');
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    await visitor.submit({ language: 'es' }, { to: '/accounts/language/' });
    const page = await visitor.submit({ username: 'dora', password: PASSWORD });
    expect([page.path, page.language, page.form().fields.language]).toEqual([PROFILE, 'es', 'es']);
  });

  it('of an account counts from its log-in on, whatever the browser was told, and stays at the interface', async () => {
    await site.addPerson('dina');
    const dina = await site.loggedIn('dina');
    await dina.open(PROFILE);
    await dina.submit({ language: 'en', next: PROFILE }, { to: '/accounts/language/' });
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    await visitor.submit({ language: 'es' }, { to: '/accounts/language/' });
    const page = await visitor.submit({ username: 'dina', password: PASSWORD });
    expect([page.path, page.language, page.flashes]).toEqual([PROFILE, 'en', ['Welcome back, dina!']]);
    await visitor.open('/accounts/logout/');
    expect((await visitor.submit({}, { to: '/accounts/logout/' })).language).toBe('en');
  });

  it('switched by a member is the account’s: the field, the pages and the e-mails agree', async () => {
    const { email } = await site.addPerson('elsa');
    const elsa = await site.loggedIn('elsa');
    await elsa.open(PROFILE);
    const page = await elsa.submit({ language: 'es', next: PROFILE }, { to: '/accounts/language/' });
    expect([page.language, page.form().fields.language]).toEqual(['es', 'es']);
    expect((await site.stagedoor.useCases.user.find({ identifier: 'elsa' }))?.language).toBe('es');
    expect((await elsa.submit({ first_name: 'Elsa' })).language).toBe('es');
    await elsa.open(PROFILE);
    await elsa.submit({ username: 'elsa2' });
    expect((await site.mails()).findLast(({ to }) => to === email)?.subject).toMatch(/nombre de usuario/i);
  });

  it('is chosen by nothing else that is saved', async () => {
    await site.addPerson('fina');
    const before = (await site.stagedoor.useCases.user.find({ identifier: 'fina' }))?.language;
    const fina = await site.loggedIn('fina');
    await fina.open(PROFILE);
    const page = await fina.submit({ first_name: 'Fina' });
    expect(page.language).toBe('en');
    expect((await site.stagedoor.useCases.user.find({ identifier: 'fina' }))?.language).toBe(before);
  });

  it('that a client writes is that of the pages, whatever the browser was told', async () => {
    await site.addPerson('gala');
    const gala = await site.loggedIn('gala');
    await gala.open(PROFILE);
    await gala.submit({ language: 'en' }, { to: '/accounts/language/' });
    await gala.browser.send('PATCH', '/api/users/me/', { language: 'es' });
    const page = await gala.open(PROFILE);
    expect([page.language, page.form().fields.language]).toEqual(['es', 'es']);
    expect((await gala.open('/no/such/page/')).language).toBe('es');
  });

  it('that is none of ours changes nothing and leads to a safe place', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    const fields = { language: 'xx', next: '//evil.example' };
    const answer = await visitor.send(fields, { to: '/accounts/language/' });
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/']);
    expect(String(answer.headers['set-cookie'] ?? '')).not.toContain('language=');
  });
});
