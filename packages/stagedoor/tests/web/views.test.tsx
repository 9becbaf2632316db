import { describe, expect, it } from 'vitest';
import { renderPage } from '../../src/ui/page.tsx';
import { errorStatus } from '../../src/web/error/views.tsx';
import {
  activationPath,
  caughtMailPath,
  emailUndoPath,
  resetConfirmPath,
  withNext,
} from '../../src/web/paths.ts';
import { viewSamples } from './view-samples.tsx';

const pages = (['en', 'es'] as const).flatMap((language) =>
  [...viewSamples(language)].map(([name, view]) => ({
    name: `${name} (${language})`,
    language,
    html: renderPage(view),
  })),
);

/** Every opening tag with its attributes' names. */
function attributesOf(html: string): { tag: string; names: string[] }[] {
  return [...html.matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)\s*\/?>/gi)].map((match) => ({
    tag: match[1] ?? '',
    names: [...(match[2] ?? '').matchAll(/\s([^\s=>"]+)(?:="[^"]*")?/g)].map(
      (attribute) => attribute[1] ?? '',
    ),
  }));
}

describe.each(pages)('$name', ({ language, html }) => {
  it('has no inline script, no style and no handler attribute (strict CSP)', () => {
    expect(html).not.toMatch(/<style/i);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=")[^>]*>/i);
    expect(html).not.toMatch(/<script[^>]*>[^<]/i);
    expect(html).not.toMatch(/(?:href|action|src)="\s*javascript:/i);
    const forbidden = attributesOf(html).flatMap(({ tag, names }) =>
      names
        .filter((name) => /^(style|on\w+|hx-on.*|hx-vals|hx-vars)$/i.test(name))
        .map((name) => `${tag} ${name}`),
    );
    expect(forbidden).toEqual([]);
  });

  it('says its language and has one title, one main, one h1 and the #content that forms replace', () => {
    expect(html.startsWith('<!doctype html><html lang="')).toBe(true);
    expect(html).toContain(`<html lang="${language}">`);
    for (const once of ['<title>', '<main ', '<h1', 'id="content"', 'class="skip-link" href="#main"']) {
      expect(html.split(once), once).toHaveLength(2);
    }
  });

  it('has no id twice and no label, hint or error that leads nowhere', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(ids).toEqual([...new Set(ids)]);
    const references = [
      ...html.matchAll(/\s(?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]+)"/g),
    ];
    const missing = references
      .flatMap((match) => (match[1] ?? '').split(' '))
      .filter((id) => !ids.includes(id));
    expect(missing).toEqual([]);
  });

  it('sends every form by POST with the CSRF token', () => {
    const forms = html.split('<form ').slice(1);
    for (const form of forms) {
      expect(form).toMatch(/^[^>]*method="post"/);
      expect(form.slice(0, form.indexOf('</form>'))).toContain('name="csrfmiddlewaretoken"');
    }
  });

  it('has words for everything: no key and no unfilled fact shows', () => {
    const text = html.replaceAll(/<[^>]*>/g, ' ');
    expect(text).not.toMatch(/\{\{|undefined|\[object|NaN/);
    expect(text).not.toMatch(
      /\b(?:label|hint|login|signup|error|mail|nav|page|event|sessions)\.[a-z_]+\b(?!@)/,
    );
  });

  it('loads nothing from elsewhere', () => {
    const loaded = [...html.matchAll(/<(?:script|link|img|iframe)[^>]*\s(?:src|href)="([^"]*)"/g)].map(
      (match) => match[1],
    );
    expect(loaded.filter((address) => !address?.startsWith('/'))).toEqual([]);
  });
});

describe('paths', () => {
  it('keep a key in its place whatever it holds', () => {
    expect(activationPath('../../x?y#z')).toBe('/accounts/activation/..%2F..%2Fx%3Fy%23z/');
    expect(emailUndoPath('a/b')).toBe('/accounts/email/undo/a%2Fb/');
    expect(resetConfirmPath('MQ', 'set-password')).toBe('/accounts/reset/MQ/set-password/');
    expect(caughtMailPath('a b')).toBe('/dev/mail/a%20b/');
  });

  it('carry next only where there is one', () => {
    expect(withNext('/accounts/login/', '/a?b=c&d')).toBe('/accounts/login/?next=/a%3Fb%3Dc%26d');
    expect(withNext('/accounts/login/', null)).toBe('/accounts/login/');
  });
});

describe('errorStatus', () => {
  it.each([
    [404, 404],
    [503, 503],
    [418, 400],
    [401, 400],
    [502, 500],
  ] as const)('draws %i with the words of %i', (status, drawn) => {
    expect(errorStatus(status)).toBe(drawn);
  });
});
