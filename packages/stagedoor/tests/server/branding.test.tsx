import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../src/core/kernel/visitor.ts';
import { brandingProblems } from '../../src/create-stagedoor/branding/branding-problems.ts';
import { defineAuditEvent } from '../../src/create-stagedoor/define-audit-event.ts';
import { defineRefusal } from '../../src/create-stagedoor/define-refusal.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { type Branding, defineBranding } from '../../src/server/define-branding.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import type { TextKey } from '../../src/texts/translator.ts';
import { AuthPage } from '../../src/ui/auth-page.tsx';
import { SubmitButton } from '../../src/ui/button.tsx';
import { Form } from '../../src/ui/form.tsx';
import { standardPalette } from '../../src/ui/palette.ts';
import { paths } from '../../src/web/paths.ts';
import { NEW_PASSWORD, openRealSite, type RealSite } from '../support/site.ts';

const folder = mkdtempSync(join(tmpdir(), 'branding-'));
const markFile = join(folder, 'mark.svg');
writeFileSync(markFile, '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shopTexts = defineTexts('shop', {
  en: { open: 'The shop is open.', orders_one: '{{count}} order', orders_other: '{{count}} orders' },
  es: { open: 'La tienda está abierta.', orders_one: '{{count}} pedido', orders_other: '{{count}} pedidos' },
  pl: {
    orders_one: '{{count}} zamówienie',
    orders_few: '{{count}} zamówienia',
    orders_other: '{{count}} zamówień',
  },
});
const opened = defineAuditEvent('opened');
const shut = defineRefusal('shut', 409);
const shop = defineFeature({
  name: 'shop',
  texts: shopTexts,
  auditEvents: [opened.describedAs(shopTexts.keys.open)],
  refusals: [shut.describedAs(shopTexts.keys.open)],
});

/** Every point at once, as a site would have it. */
const branding = defineBranding({
  languages: [
    {
      tag: 'pl',
      name: 'Polski',
      texts: {
        'login.title': 'Zaloguj się',
        'form.check_one': '{{count}} pole',
        'form.check_few': '{{count}} pola',
        'form.check_many': '{{count}} pól',
        'form.check_other': '{{count}} pola',
      },
    },
    { tag: 'ar', name: 'العربية', texts: { 'login.title': 'تسجيل الدخول' } },
  ],
  texts: {
    en: {
      'login.title': 'Come in',
      'login.welcome_back': '{{username}}, there you are',
      [shopTexts.keys.open]: 'Come and buy.',
    },
    es: { 'login.title': 'Pasa' },
  },
  colors: {
    light: { primary: '#0b7261' },
    dark: { primary: '#4fd1b5', background: '#101418', surface: '#171d22' },
  },
  mark: markFile,
  footerLinks: [{ href: '/imprint/', label: { en: 'Imprint', es: 'Aviso legal' } }],
  parts: {
    header: ({ standard }) => <div class="own-header">Open until 8{standard}</div>,
    footer: ({ standard }) => <div class="own-footer">{standard}</div>,
    homeLink: ({ standard, page }) => <div class={`own-home-${page.t.language}`}>{standard}</div>,
    aboveForm: ({ name }) => (name === 'log-in' ? <p>Staff: use the other interface.</p> : null),
    belowForm: ({ name }) => <p>Below {name}</p>,
  },
  pages: {
    'log-out': ({ page }) => (
      <AuthPage page={page} title="Going so soon?">
        <Form page={page} action={paths.logOut}>
          <SubmitButton>Yes</SubmitButton>
        </Form>
      </AuthPage>
    ),
    'sign-up': ({ page, standard }) => (page.t.language === 'es' ? <p>Half a page</p> : standard),
  },
});

describe('a site with looks and words of its own', () => {
  let site: RealSite;
  beforeAll(async () => {
    site = await openRealSite({ branding, features: [shop], env: { SITE_NAME: 'Harbour' } });
    await site.addPerson();
  });
  afterAll(() => site.close());

  const open = (language: string, path = '/accounts/login/') =>
    site.visitor({ 'accept-language': language }).open(path);

  it('says its own words instead of ours, in each language, those of features among them', async () => {
    expect([(await open('en')).heading, (await open('es')).heading]).toEqual(['Come in', 'Pasa']);
    const t = site.stagedoor.translatorFor('en');
    expect([t(shopTexts.keys.open), t('login.welcome_back', { username: 'ana' })]).toEqual([
      'Come and buy.',
      'ana, there you are',
    ]);
    expect(site.stagedoor.translatorFor('es')(shopTexts.keys.open)).toBe('La tienda está abierta.');
    // As the audit log and a refusal say it.
    expect([t('event.shop.opened' as TextKey), t('refusal.shop.shut' as TextKey)]).toEqual([
      'Come and buy.',
      'Come and buy.',
    ]);
  });

  it('speaks a language that it adds, with its plurals and what its features say in it, and English for the rest', async () => {
    const page = await open('pl, en;q=0.5');
    expect([page.language, page.heading]).toEqual(['pl', 'Zaloguj się']);
    expect(page.text).toContain('Keep me logged in');
    const t = site.stagedoor.translatorFor('pl');
    expect([1, 3, 5].map((count) => t('form.check', { count }))).toEqual(['1 pole', '3 pola', '5 pól']);
    expect(t(shopTexts.keys.orders, { count: 3 })).toBe('3 zamówienia');
    expect(t(shopTexts.keys.orders, { count: 5 })).toBe('5 zamówień');
  });

  it('offers it in the picker and in the profile, and keeps it as the member’s choice', async () => {
    const ana = await site.loggedIn('ana');
    const profile = await ana.open('/accounts/profile/');
    for (const name of ['English', 'Español', 'Polski', 'العربية'])
      expect(profile.html.split(name)).toHaveLength(3);
    const changed = await ana.submit({ language: 'pl' });
    expect(changed.language).toBe('pl');
    expect((await site.stagedoor.useCases.user.find({ identifier: 'ana' }))?.language).toBe('pl');
    const patched = await ana.browser.send('PATCH', '/api/users/me/', { language: 'ar' });
    expect([patched.statusCode, patched.json().language]).toEqual([200, 'ar']);
    const refused = await ana.browser.send('PATCH', '/api/users/me/', { language: 'de' });
    expect([refused.statusCode, Object.keys(refused.json())]).toEqual([400, ['language']]);
  });

  it('is written from right to left in a language that is', async () => {
    expect((await open('ar')).html).toContain('<html lang="ar" dir="rtl"');
    expect((await open('pl')).html).not.toContain('dir=');
  });

  it('serves its colours as a style sheet after ours, and its mark as a picture that runs nothing', async () => {
    const { html } = await open('en');
    const [, style = ''] = /<link rel="stylesheet" href="(\/static\/brand\.\w+\.css)"/.exec(html) ?? [];
    expect(html.indexOf(style)).toBeGreaterThan(html.indexOf('/static/stagedoor'));
    const css = await site.app.inject({ url: style, headers: { host: '127.0.0.1:8000' } });
    expect([css.statusCode, css.headers['content-type'], css.headers['x-content-type-options']]).toEqual([
      200,
      'text/css; charset=utf-8',
      'nosniff',
    ]);
    expect(css.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(css.body).toMatch(/^:root\{.*--color-primary:oklch\(0\.49\d+ /);
    expect(css.body).toContain('@media (prefers-color-scheme:dark){:root:not([data-theme]){');
    const [, mark = ''] = /<img class="brand-mark" src="([^"]+)"/.exec(html) ?? [];
    expect(html).toContain(`<link rel="icon" href="${mark}" type="image/svg+xml"`);
    const picture = await site.app.inject({ url: mark, headers: { host: '127.0.0.1:8000' } });
    expect([picture.statusCode, picture.headers['content-type']]).toEqual([200, 'image/svg+xml']);
    expect(String(picture.headers['content-security-policy'])).toContain("default-src 'none'");
    expect(String(picture.headers['content-security-policy'])).toContain('sandbox');
  });

  it('puts its links at the foot and its parts around and into the cards of ours', async () => {
    const page = await open('es');
    expect(page.text).toContain('Aviso legal');
    expect((await open('pl')).text).toContain('Imprint');
    expect(page.html).toContain('class="own-footer"');
    expect(page.html).toContain('class="own-home-es"');
    expect([
      page.text.includes('Staff: use the other interface.'),
      page.text.includes('Below log-in'),
    ]).toEqual([true, true]);
    const signUp = await open('en', '/accounts/signup/');
    expect([signUp.text.includes('Staff:'), signUp.text.includes('Below sign-up')]).toEqual([false, true]);
    const ana = await site.loggedIn('ana');
    expect((await ana.open('/accounts/security/')).html).toContain(
      '<div class="own-header">Open until 8<header',
    );
  });

  it('draws a page itself, with what ours would have shown, its form and its token among it', async () => {
    const ana = await site.loggedIn('ana');
    const page = await ana.open('/accounts/logout/');
    expect(page.text).toContain('Going so soon?');
    expect(page.form('/accounts/logout/').fields.csrfmiddlewaretoken).toMatch(/^\w{20,}/);
    const after = await ana.submit({}, { to: '/accounts/logout/' });
    expect(after.status).toBe(200);
    expect((await ana.open('/accounts/profile/')).path).toBe('/accounts/login/');
  });

  it('answers 500, and no half of a page, where it draws none', async () => {
    const page = await open('es', '/accounts/signup/');
    expect([page.status, page.html.includes('Half a page')]).toEqual([500, false]);
  });

  it('keeps the policy that no page may loosen', async () => {
    const { response } = await open('en');
    expect(String(response.headers['content-security-policy'])).toContain(
      "style-src 'self'; img-src 'self' data:",
    );
  });

  it('names what an added language has no words for', () => {
    const [polish, arabic] = brandingProblems({ branding, features: [shop] }, site.stagedoor.config).missing;
    expect(polish?.keys).toContain('signup.title');
    expect(polish?.keys).toContain('shop.orders_many');
    expect(polish?.keys).not.toContain('login.title');
    expect(polish?.keys.some((key) => key.startsWith('cli.'))).toBe(false);
    expect(arabic?.keys).toContain('form.check_zero');
    expect(arabic?.of).toBeGreaterThan(polish?.of ?? 0);
  });
});

describe('by the environment', () => {
  it('a site has its colour, its mark, its languages and the one for everybody else', async () => {
    const env = { PRIMARY_COLOR: '#1D4ED8', MARK_FILE: markFile, SITE_LANGUAGES: 'es,en' };
    const site = await openRealSite({ env });
    try {
      const page = await site.visitor({ 'accept-language': 'de' }).open('/accounts/login/');
      expect(page.language).toBe('es');
      expect(page.html).toMatch(/brand-mark[\s\S]*value="es"[\s\S]*value="en"/);
      expect(site.stagedoor.config.primaryColor).toBe('#1d4ed8');
      expect(site.stagedoor.branding.palettes?.dark.primary.lightness).toBe(0.74);
    } finally {
      await site.close();
    }
  });

  it('what the operator does is told in the site’s first language, to whoever chose none', async () => {
    const site = await openRealSite({ env: { SITE_LANGUAGES: 'es,en' } });
    try {
      const { id } = await site.addPerson();
      await site.stagedoor.useCases.password.setFor({ by: 'operator', userId: id, password: NEW_PASSWORD });
      const [mail] = await site.mails();
      expect(mail?.html).toContain('<html lang="es">');
    } finally {
      await site.close();
    }
  });

  it('a member whose language the site no longer has is spoken to in the first, on pages and in the profile', async () => {
    const site = await openRealSite({ env: { SITE_LANGUAGES: 'en,es' } });
    try {
      await site.addPerson();
      const ana = await site.loggedIn('ana');
      const { session, user } = site.stagedoor.useCases;
      const sessionKey = ana.browser.cookie('sessionid') ?? '';
      const principal = await session.findPrincipal({ sessionKey });
      if (principal === null) throw new Error('nobody is logged in');
      // As a site of before left it.
      await user.updateProfile({ principal, visitor: operator, language: 'pl' });
      const page = await ana.open('/accounts/profile/');
      expect([page.language, page.form().fields.language]).toEqual(['en', 'en']);
      const saved = await ana.submit({ first_name: 'Ana' });
      expect(saved.language).toBe('en');
      // Saving a name chooses no language: it is theirs again where it comes back.
      expect((await user.find({ identifier: 'ana' }))?.language).toBe('pl');
    } finally {
      await site.close();
    }
  });

  it('a site of one language has no picker', async () => {
    const site = await openRealSite({ env: { SITE_LANGUAGES: 'en' } });
    try {
      const page = await site.visitor({ 'accept-language': 'es' }).open('/accounts/login/');
      expect([page.language, page.html.includes('language-switch')]).toEqual(['en', false]);
    } finally {
      await site.close();
    }
  });
});

describe('a branding that cannot be used', () => {
  const start = async (own: object, env: Record<string, string> = {}) => {
    const all = {
      NODE_ENV: 'test',
      DATA_DIR: folder,
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'silent',
      ...env,
    };
    const stagedoor = await createStagedoor({ env: all, features: [shop], branding: own as Branding });
    await stagedoor.close();
  };

  it.each([
    [
      'a misspelt key',
      { texts: { en: { 'login.tittle': 'Hi' } } },
      'texts.en.login.tittle is no text, perhaps login.title is meant.',
    ],
    [
      'a lost placeholder',
      { texts: { es: { 'login.welcome_back': 'Hola' } } },
      'texts.es.login.welcome_back must fill in what en.login.welcome_back does',
    ],
    [
      'a placeholder of nobody',
      { texts: { en: { 'login.title': 'Hi {{who}}' } } },
      'texts.en.login.title must fill in what en.login.title does',
    ],
    [
      'a plural without its count',
      { texts: { en: { 'form.check_other': 'Some' } } },
      'texts.en.form.check_other must fill in',
    ],
    [
      'a form that the language does not have',
      { texts: { en: { 'form.check_few': '{{count}}' } } },
      'is a plural that en does not have',
    ],
    [
      'words of the terminal',
      { texts: { en: { 'cli.yes': 'Aye' } } },
      'is said in the terminal, in its own languages',
    ],
    ['an empty text', { texts: { en: { 'login.title': ' ' } } }, 'texts.en.login.title must be a text'],
    [
      'a language of nobody',
      { texts: { de: { 'login.title': 'Hallo' } } },
      'texts.de is of no language that the site has',
    ],
    [
      'a language that is none',
      { languages: [{ tag: 'german', name: 'Deutsch', texts: {} }] },
      'languages[0].tag must be the tag of a language, such as de or pt-BR, not "german"',
    ],
    [
      'a language without a name',
      { languages: [{ tag: 'de', texts: {} }] },
      'languages[0].name must be a text',
    ],
    [
      'a language twice',
      { languages: [{ tag: 'es', name: 'Español', texts: {} }] },
      'languages has es, which is there already',
    ],
    [
      'a slip in an added language',
      { languages: [{ tag: 'de', name: 'Deutsch', texts: { 'signup.titel': 'x' } }] },
      'languages.de.signup.titel is no text, perhaps signup.title is meant',
    ],
    [
      'a colour that is none',
      { colors: { light: { primary: 'tomato' } } },
      'colors.light.primary must be a colour such as #0b7261',
    ],
    [
      'a colour for nothing',
      { colors: { light: { brand: '#123456' } } },
      'colors.light.brand is not known here',
    ],
    [
      'text that nobody can read',
      { colors: { light: { text: '#999999' } } },
      'light.text on surface has a contrast of 2.7',
    ],
    [
      'a link that nobody can see',
      { colors: { dark: { link: '#333333' } } },
      /dark\.link on surface has a contrast of 1\.\d\d : 1, and text needs 4\.5 : 1 \(WCAG 2\.2, 1\.4\.3\)/,
    ],
    [
      'a ring that nobody can see',
      { colors: { light: { focus: '#eeeeee' } } },
      /light\.focus on surface .* and a shape needs 3 : 1 \(WCAG 2\.2, 1\.4\.11\)/,
    ],
    ['a mark that is not there', { mark: join(folder, 'no.svg') }, 'no.svg cannot be read (ENOENT)'],
    [
      'a link that runs',
      { footerLinks: [{ href: 'javascript:alert(1)', label: { en: 'x' } }] },
      'footerLinks[0].href must be a path such as /imprint/',
    ],
    [
      'a link to another host',
      { footerLinks: [{ href: '//evil.example', label: { en: 'x' } }] },
      'footerLinks[0].href must be',
    ],
    [
      'a link without words',
      { footerLinks: [{ href: '/a/', label: { es: 'x' } }] },
      'footerLinks[0].label.en must be a text',
    ],
    ['a part of nothing', { parts: { sidebar: () => null } }, 'parts.sidebar is not known here'],
    ['a part that draws nothing', { parts: { footer: 'x' } }, 'parts.footer must be a function'],
    ['a slip in the record', { colours: {} }, 'colours is not known here'],
  ])('does not start with %s', async (_, own, sentence) => {
    await expect(start(own)).rejects.toThrow(sentence);
  });

  it('does not start with SITE_LANGUAGES that it has no words in, nor with a mark that is no picture', async () => {
    await expect(start({}, { SITE_LANGUAGES: 'en,fr' })).rejects.toThrow(
      'SITE_LANGUAGES names fr, and the site has words in en, es alone.',
    );
    await expect(start({}, { SITE_LANGUAGES: 'english' })).rejects.toThrow(
      'SITE_LANGUAGES must be tags of languages',
    );
    await expect(start({}, { PRIMARY_COLOR: 'blue' })).rejects.toThrow(
      'PRIMARY_COLOR must be a colour such as',
    );
    const text = join(folder, 'mark.png');
    writeFileSync(text, '<html><script>alert(1)</script></html>');
    await expect(start({ mark: text })).rejects.toThrow('is neither an SVG nor a PNG');
    writeFileSync(text, Buffer.alloc(300_000));
    await expect(start({ mark: text })).rejects.toThrow('is larger than 262144 bytes');
  });

  it('does not start with a page that there is not, as it is declared', () => {
    const misspelt = { pages: { 'log-inn': () => <p /> } };
    expect(() => defineBranding(misspelt as never)).toThrow(
      'pages.log-inn is no page, perhaps log-in is meant',
    );
    expect(() => defineBranding({ pages: { 'log-in': 'x' } } as never)).toThrow(
      'pages.log-in must be a function',
    );
  });

  it('does not compile with a slip', () => {
    // @ts-expect-error a text of nobody
    expect(() => defineBranding({ texts: { en: { 'login.tittle': 'x' } } })).not.toThrow();
    // @ts-expect-error a colour for nothing
    expect(() => defineBranding({ colors: { light: { brand: '#123456' } } })).toThrow();
    // @ts-expect-error a page of nobody
    expect(() => defineBranding({ pages: { 'log-inn': () => <p /> } })).toThrow();
    // @ts-expect-error what the page is not drawn of
    defineBranding({ pages: { 'log-in': ({ nothing }) => <p>{nothing}</p> } });
  });
});

describe('a primary colour alone', () => {
  const colors = (primary: string) =>
    createStagedoor({
      env: {
        NODE_ENV: 'test',
        DATA_DIR: folder,
        DATABASE_URL: 'sqlite::memory:',
        LOG_LEVEL: 'silent',
        PRIMARY_COLOR: primary,
      },
    });

  it.each(['#0b7261', '#ffd400', '#000000', '#ffffff', '#7f7f7f', '#ff0000', '#0000ff'])(
    'gives %s a theme that can be read, whichever it is',
    async (primary) => {
      const stagedoor = await colors(primary);
      expect(stagedoor.branding.palettes?.light.text).toEqual(standardPalette('light').text);
      await stagedoor.close();
    },
  );
});
