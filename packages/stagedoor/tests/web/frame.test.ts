import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError, parseConfig } from '../../src/config.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite({
    env: {
      UNVERIFIED_MAY_LOG_IN: 'true',
      REMOVE_UNACTIVATED_AFTER_MINUTES: '2880',
      TERMS_URL: '/terms/',
      PRIVACY_URL: 'https://shop.example/privacy?lang=en',
      HELP_URL: 'mailto:help@shop.example',
    },
  });
  await site.addPerson();
});
afterAll(() => site.close());

describe('the foot of every page', () => {
  const leads = ['/terms/', 'https://shop.example/privacy?lang=en', 'mailto:help@shop.example'];

  it('leads where the settings say, for strangers and for people', async () => {
    const ana = await site.loggedIn();
    const stranger = site.visitor();
    for (const page of [await stranger.open('/accounts/login/'), await ana.open('/accounts/profile/')]) {
      expect(page.links, page.url).toEqual(expect.arrayContaining(leads));
    }
  });

  it('leads nowhere where nothing is set', async () => {
    const bare = await openRealSite();
    const { html } = await bare.visitor().open('/accounts/login/');
    await bare.close();
    expect(html).not.toMatch(/>(?:Terms|Privacy|Help)</);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example/',
    '/\\evil.example/',
    'terms/',
    'https://shop.example/a b',
  ])('leads never to %j', (address) => {
    for (const name of ['TERMS_URL', 'PRIVACY_URL', 'HELP_URL']) {
      const read = () => parseConfig({ NODE_ENV: 'test', [name]: address });
      expect(read, name).toThrow(ConfigurationError);
      expect(read, name).toThrow(name);
    }
  });
});

describe('an account whose address is not confirmed', () => {
  const BANNER = 'aria-label="Your email address is not confirmed"';

  it('says so on every page, until when it lasts, and sends the email again by one press', async () => {
    const bruno = site.visitor();
    await bruno.open('/accounts/signup/');
    const email = 'bruno@mail.example';
    await bruno.submit({ username: 'bruno', email, password1: PASSWORD, password2: PASSWORD });
    await bruno.open('/accounts/login/');
    expect(bruno.page.html).not.toContain(BANNER);
    await bruno.submit({ username: 'bruno', password: PASSWORD });
    for (const url of ['/accounts/profile/', '/accounts/sessions/', '/accounts/data/', '/no/such/page/']) {
      const page = await bruno.open(url);
      expect(page.html, url).toContain(BANNER);
      expect(page.text, url).toContain(email);
      expect(page.text, url).toMatch(/If you do not, this account is deleted in 2 days/);
    }
    await bruno.open('/accounts/profile/');
    const before = (await site.mails()).length;
    await bruno.submit({}, { to: '/accounts/activation/' });
    const mails = await site.mails();
    expect([mails.length, mails[0]?.to]).toEqual([before + 1, email]);
    await bruno.open(await site.mailedPath(email));
    await bruno.submit();
    expect((await bruno.open('/accounts/profile/')).html).not.toContain(BANNER);
  });

  it('is not said of one that is', async () => {
    expect((await (await site.loggedIn()).open('/accounts/profile/')).html).not.toContain(BANNER);
  });
});

describe('what cannot be undone', () => {
  it.each(['/accounts/delete/', '/accounts/reauthenticate/'])(
    '%s names the account by username and address, whatever name its owner chose',
    async (url) => {
      const ana = await site.loggedIn();
      await ana.open('/accounts/profile/');
      await ana.submit({ first_name: 'Someone', last_name: 'Else' });
      const { html } = await ana.open(url);
      const named = /<p class="account-name">(.*?)<\/p>/.exec(html)?.[1] ?? '';
      expect(named).toContain('>ana<');
      expect(named).toContain('>ana@mail.example<');
      expect(named).not.toContain('Someone');
    },
  );
});

describe('the development mailbox', () => {
  const MAILBOX = '/dev/mail/';
  const rowsOf = (html: string) => html.split('class="row-title"').length - 1;

  it('counts its emails, shows new ones when it is opened again, and deletes all of them', async () => {
    const { email } = await site.addPerson('carla');
    const carla = site.visitor();
    const ask = async () => {
      await carla.open('/accounts/password/reset/');
      await carla.submit({ email });
      return (await site.mails()).length;
    };
    const count = await ask();
    const page = await carla.open(MAILBOX);
    expect(page.text).toContain(count === 1 ? '1 email' : `${count} emails`);
    expect([rowsOf(page.html), page.links.includes(MAILBOX)]).toEqual([count, true]);
    expect(await ask()).toBe(count + 1);
    const again = await carla.open(MAILBOX);
    expect([rowsOf(again.html), again.text.includes(`${count + 1} emails`)]).toEqual([count + 1, true]);
    const emptied = await carla.submit({}, { to: '/dev/mail/clear/' });
    expect([emptied.path, emptied.text.includes('All emails are deleted.')]).toEqual([MAILBOX, true]);
    expect([rowsOf(emptied.html), await site.mails()]).toEqual([0, []]);
    expect(emptied.forms.some(({ action }) => action === '/dev/mail/clear/')).toBe(false);
  });

  it('is emptied by nobody who may not read it', async () => {
    const { email } = await site.addPerson('dora');
    const dora = site.visitor();
    await dora.open('/accounts/password/reset/');
    await dora.submit({ email });
    const { length } = await site.mails();
    const { csrfmiddlewaretoken = '' } = (await dora.open('/accounts/login/')).form().fields;
    const answer = await dora.post('/dev/mail/clear/', { csrfmiddlewaretoken }, { via: '1.1 tunnel' });
    expect([answer.statusCode, (await site.mails()).length]).toEqual([404, length]);
  });
});
