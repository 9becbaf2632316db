import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { knownTimeZone } from '../../src/core/kernel/time-zone.ts';
import { inTimeZone, translatorFor } from '../../src/texts/translator.ts';
import { initials } from '../../src/ui/avatar.tsx';
import { deviceKind, deviceName } from '../../src/ui/device-name.ts';
import { TextField } from '../../src/ui/field.tsx';
import { Form } from '../../src/ui/form.tsx';
import { emptyForm, refusedForm } from '../../src/ui/form-state.ts';
import { PasswordField } from '../../src/ui/password-field.tsx';
import { duration, exactTime, relativeTime } from '../../src/ui/relative-time.tsx';
import { sparklinePoints } from '../../src/ui/stat.tsx';
import { Table } from '../../src/ui/table.tsx';
import { pageContext } from '../web/view-samples.tsx';

const t = translatorFor('en');
const es = translatorFor('es');
const now = new Date('2026-11-21T10:00:00Z');
const at = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

describe('a refused form', () => {
  const problems = {
    password: [{ code: 'password_too_short', params: { min_length: 12 } }, { code: 'password_too_common' }],
    email: [{ code: 'invalid_email' }],
    non_field_errors: [{ code: 'last_superuser' }],
  };
  const form = refusedForm(t, { email: 'ana@' }, problems, { password: 'password1' });

  it('says each problem in words, under the name the page uses', () => {
    expect(form.errors).toEqual({
      password1: [
        'This password is too short. It must contain at least 12 characters.',
        'This password is too common.',
      ],
      email: ['Enter a valid email address.'],
    });
    expect(form.formErrors).toEqual(['This is the last superuser. Make another one first.']);
  });

  it('keeps what was typed and ties the error to its field', () => {
    const html = renderToString(
      <TextField t={t} form={form} name="email" label="Email" hint="Yours." type="email" />,
    );
    expect(html).toContain('value="ana@"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('aria-describedby="id_email_hint id_email_error"');
    expect(html).toContain('id="id_email_error"');
    expect(html).toContain('for="id_email"');
  });

  it('never draws a password again, whatever its values hold', () => {
    const leaky = { ...form, values: { password1: 'correct horse' } };
    const html = renderToString(
      <PasswordField t={t} form={leaky} name="password1" label="Password" use="new" />,
    );
    expect(html).not.toContain('correct horse');
  });

  it('escapes what was typed', () => {
    const evil = { ...emptyForm, values: { email: '"><script>alert(1)</script>' } };
    const html = renderToString(<TextField t={t} form={evil} name="email" label="Email" />);
    expect(html).not.toContain('<script');
  });

  it('announces whole-form errors and the number of fields, but leaves a single field to speak for itself', () => {
    const draw = (state: typeof form): string =>
      renderToString(
        <Form page={pageContext()} action="/" form={state}>
          {null}
        </Form>,
      );
    expect(draw(form)).toContain('role="alert"');
    expect(draw(form)).toContain('2 fields have to be corrected');
    expect(draw({ ...emptyForm, errors: { email: ['No.'] } })).not.toContain('role="alert"');
  });
});

describe('a form', () => {
  it('carries the CSRF token and next, and works with and without htmx by the same address', () => {
    const html = renderToString(
      <Form page={pageContext()} action="/accounts/login/" next="/blog/?q=a&b">
        {null}
      </Form>,
    );
    expect(html).toContain('name="csrfmiddlewaretoken" value="maskedTokenOfTheContract"');
    expect(html).toContain('name="next" value="/blog/?q=a&amp;b"');
    expect(html).toContain('method="post" action="/accounts/login/"');
    expect(html).toContain('hx-post="/accounts/login/" hx-target="#content"');
  });
});

describe('times', () => {
  it.each([
    [-5, 'just now'],
    [-60, '1 minute ago'],
    [-3_599, '59 minutes ago'],
    [-86_400, 'yesterday'],
    [86_400 * 2, 'in 2 days'],
    [86_400 * 7 - 1, 'in 7 days'],
    [1 - 86_400 * 7, '6 days ago'],
    [2_592_000 * 3 - 1, 'in 3 months'],
    [-31_536_000 * 2, '2 years ago'],
  ] as const)('%i seconds from now reads “%s”', (seconds, words) => {
    expect(relativeTime(t, at(seconds), now)).toBe(words);
  });

  it('are exact in UTC, in the reader’s language', () => {
    expect(exactTime(t, now)).toBe('November 21, 2026 at 10:00 AM UTC');
    expect(exactTime(es, now)).toContain('21 de noviembre de 2026');
  });

  it('are exact in the reader’s zone where it is known, which is named with its offset', () => {
    const madrid = inTimeZone(t, 'Europe/Madrid');
    expect(exactTime(madrid, now)).toBe('November 21, 2026 at 11:00 AM GMT+1, Europe/Madrid');
    expect(exactTime(inTimeZone(es, 'America/Bogota'), now)).toMatch(/5:00 GMT-5, America\/Bogota$/);
    expect(exactTime(inTimeZone(t, 'UTC'), now)).toBe('November 21, 2026 at 10:00 AM UTC');
  });

  it.each([
    ['2026-03-08T06:59:00Z', 'March 8, 2026 at 1:59 AM GMT-5, America/New_York'],
    ['2026-03-08T07:00:00Z', 'March 8, 2026 at 3:00 AM GMT-4, America/New_York'],
    ['2026-11-01T05:30:00Z', 'November 1, 2026 at 1:30 AM GMT-4, America/New_York'],
    ['2026-11-01T06:30:00Z', 'November 1, 2026 at 1:30 AM GMT-5, America/New_York'],
  ])('at %s the clocks of New York say “%s”', (moment, words) => {
    expect(exactTime(inTimeZone(t, 'America/New_York'), new Date(moment))).toBe(words);
  });

  it('fall back to UTC where this process does not know the zone', () => {
    expect(exactTime(inTimeZone(t, knownTimeZone('Mars/Olympus_Mons')), now)).toBe(
      'November 21, 2026 at 10:00 AM UTC',
    );
  });

  it.each([
    [1, '1 second'],
    [40, '40 seconds'],
    [61, '2 minutes'],
    [3_600, '1 hour'],
    [3_601, '2 hours'],
  ] as const)('a wait of %i s is “%s”, never too short', (seconds, words) => {
    expect(duration(t, seconds)).toBe(words);
  });
});

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
      'Firefox on Windows',
      'computer',
    ],
    ['curl/8.11.0', 'curl', 'program'],
    ['command line', 'Command line', 'program'],
    ['', 'Unknown device', 'program'],
  ] as const)('%s is %s', (userAgent, name, kind) => {
    expect(deviceName(t, userAgent)).toBe(name);
    expect(deviceKind(userAgent)).toBe(kind);
  });

  it.each([
    'Visit evil.example to keep your account',
    'http://evil.example/',
    'evil.example/1.0 (Windows NT 10.0)',
    'Call+1-555-0100',
    '<b>/1.0',
    `${'A'.repeat(400)}/1.0`,
  ])('never speaks for a stranger: %s', (userAgent) => {
    expect(deviceName(t, userAgent)).not.toMatch(/evil|555|<|A{40}|account/);
  });
});

describe('small parts', () => {
  it.each([
    ['Ana Belén Ruiz', 'AB'],
    ['ana', 'A'],
    ['ana@example.org', 'AE'],
    ['李 小龍', '李小'],
    ['😀 smile', '😀S'],
    ['', ''],
  ] as const)('a face of “%s” shows “%s”', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });

  it('a sparkline stays inside its box, flat or single values too', () => {
    expect(sparklinePoints([0, 10])).toBe('0.0,30.0 120.0,2.0');
    expect(sparklinePoints([5, 5])).toBe('0.0,30.0 120.0,30.0');
    expect(sparklinePoints([5])).toBe('0.0,30.0');
  });

  it('an empty table is its empty state', () => {
    const html = renderToString(
      <Table t={t} caption="Rooms" columns={[]} rows={[]} rowKey={() => 1} empty={<p>None</p>} />,
    );
    expect(html).toBe('<p>None</p>');
  });
});
