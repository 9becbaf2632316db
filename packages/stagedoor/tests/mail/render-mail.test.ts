import { describe, expect, it } from 'vitest';
import type { MailData } from '../../src/core/outbox/mail-data.ts';
import { renderMail } from '../../src/mail/render-mail.ts';
import { translatorFor } from '../../src/texts/translator.ts';

const site = { name: 'Stagedoor', publicUrl: 'https://stagedoor.example' };
const requestDetails = {
  at: '2026-11-21T10:00:00.000Z',
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
};
const username = 'ana';
const resetPath = '/accounts/password/reset/';

const mails: { readonly [Name in MailData['mail']]: Extract<MailData, { mail: Name }> } = {
  activation: { mail: 'activation', username, path: '/accounts/activation/KEY/', expiresInMinutes: 4_320 },
  'activation-of-several': {
    mail: 'activation-of-several',
    accounts: [
      {
        username,
        path: '/accounts/activation/KEY/',
        expiresInMinutes: 60,
        createdAt: '2026-11-20T10:00:00.000Z',
      },
    ],
  },
  'second-factor-changed': {
    mail: 'second-factor-changed',
    username,
    what: 'totp-added',
    resetPath,
    requestDetails,
  },
  'already-registered': {
    mail: 'already-registered',
    username,
    logInPath: '/accounts/login/',
    resetPath,
    requestDetails,
  },
  welcome: { mail: 'welcome', username, logInPath: '/accounts/login/' },
  'password-reset': {
    mail: 'password-reset',
    username,
    path: '/accounts/reset/MQ/KEY/',
    expiresInMinutes: 180,
    requestDetails,
  },
  'password-reset-of-several': {
    mail: 'password-reset-of-several',
    accounts: [
      {
        username,
        path: '/accounts/reset/MQ/KEY/',
        expiresInMinutes: 60,
        createdAt: '2026-11-20T10:00:00.000Z',
      },
    ],
    requestDetails,
  },
  'username-reset': {
    mail: 'username-reset',
    username: 'ana',
    path: '/username/reset/MQ/abc',
    expiresInMinutes: 60,
    requestDetails,
  },
  'username-changed': {
    mail: 'username-changed',
    username,
    newUsername: 'ana2',
    resetPath,
    requestDetails,
  },
  'personal-token-created': {
    mail: 'personal-token-created',
    username,
    name: 'Backup',
    methods: 'write',
    expiresInDays: 90,
    tokensPath: '/accounts/tokens/',
    resetPath,
    requestDetails,
  },
  'password-changed': { mail: 'password-changed', username, how: 'change', resetPath, requestDetails },
  'email-change-confirm': {
    mail: 'email-change-confirm',
    username,
    newEmail: 'new@example.org',
    path: '/accounts/email/confirm/KEY/',
    expiresInMinutes: 1,
  },
  'email-add-confirm': {
    mail: 'email-add-confirm',
    username,
    newEmail: 'new@example.org',
    path: '/accounts/email/add/KEY/',
    expiresInMinutes: 1_440,
  },
  'email-list-changed': {
    mail: 'email-list-changed',
    username,
    address: 'new@example.org',
    how: 'removed',
    resetPath,
    requestDetails,
  },
  'email-changed': {
    mail: 'email-changed',
    username,
    newEmail: 'new@example.org',
    undoPath: '/accounts/email/undo/KEY/',
    undoExpiresInMinutes: 10_080,
    requestDetails,
  },
  'email-returned': {
    mail: 'email-returned',
    username,
    email: 'old@example.org',
    resetPath,
    requestDetails,
  },
  'new-device': {
    mail: 'new-device',
    username,
    sessionsPath: '/accounts/sessions/',
    resetPath,
    requestDetails,
  },
  'guessing-noticed': { mail: 'guessing-noticed', username, failures: 12, resetPath, requestDetails },
  'stage-failed': { mail: 'stage-failed', username, resetPath, requestDetails },
  'log-in-held': { mail: 'log-in-held', username, failures: 100, resetPath, requestDetails },
  'webhook-disabled': {
    mail: 'webhook-disabled',
    username,
    endpointId: 3,
    host: 'hooks.example.org',
    why: 'gone',
  },
  test: { mail: 'test' },
  'organization-invitation': {
    mail: 'organization-invitation',
    organization: 'Acme',
    inviter: 'eve',
    email: 'ana@mail.example',
    path: '/accounts/invitations/KEY/',
    expiresInMinutes: 60,
  },
  'organization-passed': {
    mail: 'organization-passed',
    organization: 'Acme',
    path: '/accounts/organizations/7/',
  },
  'account-deleted': { mail: 'account-deleted', username, requestDetails },
};

const everyMail = (['en', 'es'] as const).flatMap((language) =>
  Object.values(mails).map((mail) => ({ name: `${mail.mail} (${language})`, mail, language })),
);

describe.each(everyMail)('$name', ({ mail, language }) => {
  const { subject, html, text } = renderMail(mail, site, { t: translatorFor(language), timeZone: null });

  it('has a subject of one line that names the site', () => {
    expect(subject).toContain('Stagedoor');
    expect(subject).not.toMatch(/[\r\n]|\{\{/);
  });

  it('says the same in HTML and in text', () => {
    const words = html
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&amp;', '&')
      .replaceAll('&#39;', "'");
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('-- '));
    for (const line of lines) expect(words, line).toContain(line.replace(/^(.*):$/, '$1'));
    expect(text).not.toMatch(/\{\{|undefined|NaN/);
  });

  it('links only to the configured site, and loads nothing', () => {
    const addresses = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    expect(addresses.filter((address) => !address?.startsWith('https://stagedoor.example/'))).toEqual([]);
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form)|url\(/i);
  });
});

const CHOSEN = 'Click_here.www.evil.example';

describe.each(everyMail)('$name to a name that reads as a host', ({ mail, language }) => {
  const chosen = Object.fromEntries(
    Object.entries(mail).map(([key, value]) =>
      ['username', 'newUsername', 'name'].includes(key) ? [key, CHOSEN] : [key, value],
    ),
  ) as unknown as MailData; // The same e-mail, with other words in it.
  const { subject, html, text } = renderMail(chosen, site, { t: translatorFor(language), timeZone: null });

  it('makes nothing that a mail program would link', () => {
    for (const part of [subject, html, text]) expect(part).not.toMatch(/www\.|evil\.|\.evil/);
    if ('username' in mail) expect(text).toContain('Click_here·www·evil·example');
  });
});

describe('an e-mail', () => {
  it('writes no chosen name as an address of the web, and own addresses as they are', () => {
    const said = (username: string) =>
      renderMail({ ...mails.activation, username }, site, { t: translatorFor('en'), timeZone: null }).text;
    expect(said('http://evil。example/x')).toContain('http //evil·example/x');
    expect(said('ana@mail.example')).toContain('ana@mail.example');
  });

  const security = [
    mails['password-reset'],
    mails['password-changed'],
    mails['email-changed'],
    mails['new-device'],
    mails['guessing-noticed'],
    mails['stage-failed'],
    mails['log-in-held'],
    mails['account-deleted'],
  ];

  it.each(security)('about security names the time, the place and the device: $e-mail', (mail) => {
    const { text } = renderMail(mail, site, { t: translatorFor('en'), timeZone: null });
    expect(text).toContain('November 21, 2026 at 10:00 AM UTC');
    expect(text).toContain('203.0.113.7');
    expect(text).toContain('Firefox on Windows');
  });

  it.each(security)('about security tells the time in the reader’s zone: $e-mail', (mail) => {
    const { text, html } = renderMail(mail, site, { t: translatorFor('en'), timeZone: 'Europe/Madrid' });
    for (const part of [text, html])
      expect(part).toContain('November 21, 2026 at 11:00 AM GMT+1, Europe/Madrid');
    expect(text).not.toContain('UTC');
  });

  it('carries its link once as a button and once to copy', () => {
    const { html, text } = renderMail(mails.activation, site, { t: translatorFor('en'), timeZone: null });
    const url = 'https://stagedoor.example/accounts/activation/KEY/';
    expect(html.split(url)).toHaveLength(3);
    expect(text).toContain(`\n${url}\n`);
  });

  it('to the old address says how to undo', () => {
    expect(
      renderMail(mails['email-changed'], site, { t: translatorFor('en'), timeZone: null }).text,
    ).toContain('https://stagedoor.example/accounts/email/undo/KEY/');
  });

  it.each([
    [1, 'for 1 minute.'],
    [119, 'for 119 minutes.'],
    [120, 'for 2 hours.'],
    [179, 'for 2 hours.'],
    [2_879, 'for 47 hours.'],
    [2_880, 'for 2 days.'],
  ] as const)('with a link of %i minutes says it works %s', (expiresInMinutes, words) => {
    expect(
      renderMail({ ...mails.activation, expiresInMinutes }, site, {
        t: translatorFor('en'),
        timeZone: null,
      }).text,
    ).toContain(words);
  });

  it('escapes what people typed', () => {
    const { html } = renderMail({ ...mails.activation, username: '<img src=x>' }, site, {
      t: translatorFor('en'),
      timeZone: null,
    });
    expect(html).not.toContain('<img');
  });

  it('does not repeat what a stranger put into the user agent', () => {
    const strange = { ...requestDetails, userAgent: 'Visit http://evil.example now' };
    const { html, text } = renderMail({ ...mails['password-reset'], requestDetails: strange }, site, {
      t: translatorFor('en'),
      timeZone: null,
    });
    expect(html + text).not.toContain('evil');
  });

  it('from an operator does not ask whether it was you', () => {
    const told = renderMail({ ...mails['password-changed'], how: 'operator' }, site, {
      t: translatorFor('en'),
      timeZone: null,
    }).text;
    expect(told).not.toMatch(/If it was|Where:|With:/);
    expect(told).toContain('Whoever set it knows it.');
  });

  it('has the contract’s subject for a reset', () => {
    expect(
      renderMail(mails['password-reset'], site, { t: translatorFor('en'), timeZone: null }).subject,
    ).toBe('Password reset on Stagedoor');
  });
});
