import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldTexts } from '../../src/http/refusal/field.ts';
import { problemCodes, refuseInJson, statusOf } from '../../src/http/refusal/refusals.ts';
import { isTextKey, translatorFor } from '../../src/texts/translator.ts';

const page = readFileSync(new URL('../../../../docs/reference/errors.md', import.meta.url), 'utf8');
const english = translatorFor('en');

describe('the page docs/reference/errors.md', () => {
  it('lists every code with its status, and no other', () => {
    const listed = [...page.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)].map(([, code, status]) => [
      code,
      Number(status),
    ]);
    expect(listed.sort()).toEqual(problemCodes.map((code) => [code, statusOf(code)]).sort());
  });

  it('lists field problems that exist, with their words', () => {
    const section = page.slice(page.indexOf('## Field problems'));
    const listed = [...section.matchAll(/^\| `(\w+)` \| (.+) \|$/gm)];
    expect(listed.length).toBeGreaterThan(15);
    for (const [, code = '', words = ''] of listed) {
      expect(isTextKey(code), code).toBe(true);
      const params = {
        max_length: 'N',
        min_length: 'N',
        max_value: 'N',
        min_value: 'N',
        input: 'x',
        datatype: 'list',
        count: 2,
      };
      // A count chooses the plural, so it is a number here and an N on the page.
      if (isTextKey(code))
        expect(words.replace('N addresses', '2 addresses')).toContain(english(code, params));
    }
  });
});

describe('a refusal', () => {
  it.each([
    ['uri-too-long', /dirección/],
    ['headers-too-large', /cabeceras/],
    ['https-required', /https/],
    ['request-repeated', /ya se ha atendido/],
    ['idempotency-key-reused', /otra solicitud/],
  ] as const)('of %s speaks the visitor’s language', (code, words) => {
    const { body } = refuseInJson({ code }, translatorFor('es')) as { body: { detail: string } };
    expect(body.detail).toMatch(words);
    expect(refuseInJson({ code }, english)).not.toMatchObject({ body });
  });

  it.each(problemCodes)('says in a header, in whatever language, that it is %s', (code) => {
    const problem = {
      code,
      retryAfterSeconds: 1,
      maxBytes: 1,
      fields: {},
      allowed: [],
      fault: 'invalid',
    } as never;
    expect(refuseInJson(problem, english).headers).toMatchObject({ 'refusal-code': code });
  });

  it('tells when to come back, rounded as REST framework does', () => {
    expect(refuseInJson({ code: 'throttled', retryAfterSeconds: 1 }, english)).toMatchObject({
      status: 429,
      body: { detail: 'Request was throttled. Expected available in 1 second.' },
      headers: { 'retry-after': '1' },
    });
    expect(refuseInJson({ code: 'busy', retryAfterSeconds: 2 }, english)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '2' },
    });
  });

  it('puts every field’s problems in words, in the visitor’s language', () => {
    const fields = {
      email: [{ code: 'required' }],
      password: [{ code: 'password_too_short', params: { min_length: 12 } }],
    };
    expect(fieldTexts(fields, english)).toEqual({
      email: ['This field is required.'],
      password: ['This password is too short. It must contain at least 12 characters.'],
    });
    expect(fieldTexts(fields, translatorFor('es')).email).toEqual(['Este campo es obligatorio.']);
  });

  it('shows the bare code of a problem that a site made up itself', () => {
    expect(fieldTexts({ nick: [{ code: 'too_funny' }] }, english)).toEqual({ nick: ['too_funny'] });
  });
});
