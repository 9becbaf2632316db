import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { type Branding, defineBranding } from '../../src/server/define-branding.ts';
import { newDataFolder } from '../support/data-folder.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

const branding = defineBranding({
  texts: { en: { 'mail.footer': 'Sent by {{site}}, the library of the port.' } },
  colors: { light: { primary: '#0b7261' } },
  mailFrame: ({ t, subject, site, footer, body, colors }) => (
    <html lang={t.language}>
      <head>
        <title>{subject}</title>
      </head>
      <body style={{ background: colors.primary }}>
        <h1>{site}</h1>
        {body}
        <small>{footer}</small>
      </body>
    </html>
  ),
  mails: {
    activation: ({ data, standard, link }) => ({
      ...standard,
      subject: `Your card, ${data.username}`,
      pieces: [
        { piece: 'paragraph', text: 'One step is left.' },
        { piece: 'action', label: 'Take it', url: link(data.path) },
      ],
    }),
    'password-reset': ({ data, standard, link, t, site }) => ({
      ...standard,
      subject: t.language === 'es' ? `Otra contraseña para ${site}` : `Another password for ${site}`,
      html: (
        <p>
          {data.username}: <a href={link(data.path)}>Choose another password</a>
        </p>
      ),
      text: `${data.username}: ${link(data.path)}\n`,
    }),
  },
});

describe('the e-mails of a site', () => {
  let site: RealSite;
  beforeAll(async () => {
    site = await openRealSite({ branding, env: { SITE_NAME: 'Harbour' } });
    await site.addPerson();
  });
  afterAll(() => site.close());

  const newest = async () => {
    const [mail] = await site.mails();
    if (mail === undefined) throw new Error('no e-mail');
    return mail;
  };

  it('are in its own words and its own frame, in its colours, and lead where they must', async () => {
    const visitor = site.visitor();
    await visitor.open('/accounts/signup/');
    await visitor.submit({
      username: 'www.evil.example',
      email: 'bea@mail.example',
      password1: 'tulips-under-7-bridges',
      password2: 'tulips-under-7-bridges',
    });
    const { subject, html, text } = await newest();
    expect(subject).toBe('Your card, www·evil·example');
    expect(html).toMatch(/^<!doctype html><html lang="en"><head><title>Your card/);
    expect(html).toContain('<body style="background:#0b7261;"><h1>Harbour</h1>');
    expect(html).toContain('<small>Sent by Harbour, the library of the port.</small>');
    expect(text).toMatch(
      /^One step is left\.\n\nTake it:\nhttp:\/\/127\.0\.0\.1:8000\/accounts\/activation\/\S+\n\n-- \n/,
    );
    const path = await site.mailedPath('bea@mail.example');
    expect((await visitor.open(path)).status).toBe(200);
  });

  it('may be HTML and text of its own altogether, by the language of whoever reads', async () => {
    const visitor = site.visitor({ 'accept-language': 'es' });
    await visitor.open('/accounts/password/reset/');
    await visitor.submit({ email: 'ana@mail.example' });
    const { subject, html, text } = await newest();
    expect(subject).toBe('Otra contraseña para Harbour');
    expect(text).toMatch(/^ana: http:\/\/127\.0\.0\.1:8000\/accounts\/reset\/\S+\n$/);
    expect(html).toContain('<p>ana: <a href="http://127.0.0.1:8000/accounts/reset/');
  });
});

describe('e-mails that cannot be sent', () => {
  const start = async (own: Branding) => {
    const env = {
      NODE_ENV: 'test',
      DATA_DIR: await newDataFolder(),
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'silent',
    };
    const stagedoor = await createStagedoor({ env, branding: own });
    await stagedoor.close();
  };

  it.each<[string, Branding, string]>([
    [
      'one that lost its link',
      {
        mails: {
          'password-reset': ({ standard }) => ({ ...standard, pieces: [{ piece: 'note', text: 'Soon.' }] }),
        },
      },
      'The e-mail password-reset of the branding: it must lead to what ours leads to, as HTML and as text: ',
    ],
    [
      'one whose text lost it',
      { mails: { 'email-changed': ({ standard }) => ({ ...standard, text: 'Changed.' }) } },
      'The e-mail email-changed of the branding: it must lead to',
    ],
    [
      'one that fails in one language',
      {
        mails: {
          welcome: ({ standard, t }) => {
            if (t.language === 'es') throw new TypeError('no words');
            return standard;
          },
        },
      },
      'The e-mail welcome of the branding: it cannot be written: no words',
    ],
    ['one that says nothing', { mails: { test: () => ({}) as never } }, 'subject must be a text'],
    [
      'a paragraph without words',
      { mails: { welcome: ({ standard }) => ({ ...standard, pieces: [{ piece: 'paragraph' } as never] }) } },
      'pieces[0].text must be a text',
    ],
    [
      'a button that leads to a path of no site',
      {
        mails: {
          test: ({ standard }) => ({
            ...standard,
            pieces: [{ piece: 'action', label: 'Log in', url: '/accounts/login/' }],
          }),
        },
      },
      'pieces[0].url must be an address such as link(path) makes',
    ],
    [
      'a piece with a slip in it',
      {
        mails: {
          test: ({ standard }) => ({
            ...standard,
            pieces: [{ piece: 'note', text: 'Soon.', txet: 'Now.' } as never],
          }),
        },
      },
      'pieces[0].txet is not known here',
    ],
    ['a frame that is none', { mailFrame: ({ body }) => <div>{body}</div> }, 'it must be a whole document'],
    [
      'a frame that leaves the e-mail out',
      {
        mailFrame: ({ subject }) => (
          <html lang="en">
            <body>{subject}</body>
          </html>
        ),
      },
      'it must lead to what ours leads to',
    ],
    ['a misspelt one', { mails: { welcom: () => ({}) } } as never, 'mails.welcom is not known here'],
  ])('do not start: %s', async (_, own, sentence) => {
    await expect(start(own)).rejects.toThrow(sentence);
  });
});
