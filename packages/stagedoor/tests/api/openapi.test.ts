import Fastify from 'fastify';
import { Type } from 'typebox';
import { Compile } from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import {
  createOpenApiDocument,
  type DocumentedSite,
  type Operation,
} from '../../src/api/openapi/openapi-document.ts';
import { problemSchema } from '../../src/api/openapi/problem-schemas.ts';
import { answerSchema } from '../../src/api/schemas.ts';
import { json } from '../../src/http/answer/answer.ts';
import { problemCodes, refuseInJson } from '../../src/http/refusal/refusals.ts';
import type { Problem } from '../../src/http/request/problem.ts';
import { translatorFor } from '../../src/texts/translator.ts';
import { problemOf, watchAnswers } from '../support/answer-check.ts';
import { Browser } from '../support/browser.ts';
import { everyApiRoute, everyApiSection } from '../support/every-api-route.ts';
import { openSite } from '../support/open-site.ts';
import { testSettings } from '../support/test-settings.ts';

type Json = Readonly<Record<string, unknown>>;
type Found = Operation & { readonly path: string; readonly method: string };

const documented: DocumentedSite = {
  sections: everyApiSection,
  siteName: 'Allotments',
  publicOrigin: 'https://example.org',
  isHttps: true,
  sessionCookieName: '__Host-sessionid',
  extraFields: {
    phone: { type: 'text', maxLength: 20, default: '', label: 'Telephone', atSignUp: true },
    born: { type: 'date', nullable: true, editable: false },
    colour: { type: 'choice', choices: { red: 'Red', blue: 'Blue' }, nullable: true },
  },
  signUp: testSettings(),
};
const document = createOpenApiDocument(documented);
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]): Found => ({ ...operation, path, method })),
);
const nodes = [...walk(document as Json, '#')];

describe('the OpenAPI document', () => {
  it('has every route of the JSON API that a client may call, and no other', () => {
    const meant = everyApiRoute.filter(({ operation }) => operation !== null);
    expect(operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      meant.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`).sort(),
    );
  });

  it('says what OpenAPI 3.1 requires of a document', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: 'Allotments', version: expect.any(String) });
    expect(document.servers).toEqual([{ url: 'https://example.org' }]);
    for (const name of Object.values(document.components).flatMap(Object.keys)) {
      expect(name).toMatch(/^[\w.-]+$/);
    }
  });

  it('refers only to what is there, and keeps nothing that nobody refers to', () => {
    const referred = new Set(nodes.flatMap(({ node }) => (typeof node.$ref === 'string' ? node.$ref : [])));
    const kept = ['schemas', 'responses', 'headers'].flatMap((kind) =>
      Object.keys(document.components[kind] ?? {}).map((name) => `#/components/${kind}/${name}`),
    );
    expect([...referred].filter((reference) => !kept.includes(reference))).toEqual([]);
    const early = ['MethodNotAllowed', 'UriTooLong', 'HeadersTooLarge', 'HttpsRequired'];
    const unused = kept.filter((reference) => !referred.has(reference));
    expect(unused.filter((reference) => !early.includes(reference.split('/').at(-1) ?? ''))).toEqual([]);
  });

  it.each(operations)('describes $operationId as 3.1 asks', (operation) => {
    expect(operations.filter(({ operationId }) => operationId === operation.operationId)).toHaveLength(1);
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = (operation.parameters ?? []) as readonly Json[];
    const inPath = parameters.filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => name)).toEqual(names);
    expect(inPath.every(({ required }) => required === true)).toBe(true);
    expect(parameters.every(({ schema }) => typeof schema === 'object')).toBe(true);
    expect(Object.keys(operation.responses).every((status) => /^[1-5]\d\d$/.test(status))).toBe(true);
    expect(Object.keys(operation.responses).some((status) => status < '300')).toBe(true);
    if (operation.method === 'get') expect(operation.requestBody).toBeUndefined();
    const tags = (document.tags as readonly Json[]).map(({ name }) => name);
    expect(tags).toEqual(expect.arrayContaining(operation.tags as string[]));
    const schemes = Object.keys(document.components.securitySchemes ?? {});
    expect(schemes).toEqual(expect.arrayContaining((operation.security as Json[]).flatMap(Object.keys)));
  });

  it('describes every response, and requires no property that an object lacks', () => {
    for (const { node, at } of nodes) {
      if (/\/responses\/\w+$/.test(at) && node.$ref === undefined) {
        expect(node.description, at).toEqual(expect.any(String));
      }
      if (node.type !== 'object') continue;
      const properties = Object.keys((node.properties ?? {}) as object);
      expect(properties, at).toEqual(expect.arrayContaining((node.required ?? []) as string[]));
    }
  });

  it('keeps to the vocabulary of JSON Schema 2020-12: nothing of our own is left in it', () => {
    const schemas = nodes.filter(({ at }) => /\/(?:schemas|properties)\/[^/]+$|\/schema$/.test(at));
    const words = new Set(schemas.flatMap(({ node }) => Object.keys(node)));
    const known =
      '$ref type properties required additionalProperties description title format enum const anyOf items';
    const limits = 'minLength maxLength minimum maximum pattern minItems maxItems uniqueItems default';
    expect([...words].filter((word) => !`${known} ${limits}`.split(' ').includes(word))).toEqual([]);
  });

  it('asks for what the route looks at: a CSRF token beside cookies, personal tokens only where they are good', () => {
    const securityOf = (operation: string): readonly string[] => {
      const found = operations.filter(({ operationId }) => operationId === operation);
      return found.flatMap(({ security }) => security as Json[]).map((way) => Object.keys(way).join('+'));
    };
    const open = everyApiRoute.filter(
      ({ personalTokens, operation }) => personalTokens && operation !== null,
    );
    const listed = operations.filter(({ operationId }) =>
      securityOf(operationId).includes('personalAccessToken'),
    );
    expect(listed.map(({ operationId }) => operationId)).toEqual(open.map(({ operation }) => operation));
    expect(securityOf('deleteMe')).toEqual(['apiToken', 'jwt', 'session+csrfToken', 'tokenCookie+csrfToken']);
    expect(securityOf('logOut')).toEqual(['', ...securityOf('deleteMe')]);
    expect(securityOf('listSessions').slice(-2)).toEqual(['session', 'tokenCookie']);
    expect([securityOf('signUp'), securityOf('obtainTokenPair')]).toEqual([[''], ['']]);
  });

  it('is not made where two schemas share a name', () => {
    const routes = ['a', 'b'].map((field) =>
      defineApiRoute({
        name: field,
        method: 'GET',
        path: `/${field}/`,
        issues: 'none',
        access: 'anyone',
        csrf: 'none',
        operation: field,
        summary: 'A route.',
        responses: { 200: answerSchema('Same', { [field]: Type.String() }) },
        handler: () => json({}),
      }),
    );
    const sections = [{ tag: 'Test', routes }];
    expect(() => createOpenApiDocument({ ...documented, sections })).toThrow(/Two schemas are called Same/);
  });

  it('names the credentials that the site looks at, and what may be answered to these alone', () => {
    const { components, paths } = createOpenApiDocument({
      ...documented,
      authentication: ['token', 'basic'],
    });
    expect(Object.keys(components.securitySchemes ?? {}).sort()).toEqual([
      'apiToken',
      'basic',
      'csrfToken',
      'ticket',
    ]);
    const me = paths['/api/users/me/']?.get;
    expect(me?.security).toEqual([{ apiToken: [] }, { basic: [] }]);
    const said = JSON.stringify(me?.responses);
    for (const code of ['TokenHeaderRefused', 'BasicRefused', 'Throttled']) expect(said).toContain(code);
    expect(said).not.toContain('BearerRefused');
  });

  it('shows the site’s extra fields where they are asked, changed and shown', () => {
    const { User, SignUpBody, UpdateMeBody } = document.components.schemas as Record<
      string,
      { properties: Json; required: string[] }
    >;
    expect(User?.properties).toMatchObject({
      phone: { type: 'string', maxLength: 20, title: 'Telephone' },
      born: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
      colour: { anyOf: [{ type: 'string', enum: ['red', 'blue'] }, { type: 'null' }] },
    });
    expect(User?.required).toEqual(expect.arrayContaining(['phone', 'born', 'colour']));
    expect([SignUpBody, UpdateMeBody].map((body) => Object.keys(body?.properties ?? {}))).toEqual([
      ['email', 'username', 'password', 'password_confirm', 'first_name', 'last_name', 'phone'],
      ['username', 'first_name', 'last_name', 'language', 'time_zone', 'phone', 'colour'],
    ]);
    expect(SignUpBody?.required.toSorted()).toEqual(['email', 'password', 'password_confirm', 'username']);
  });

  it.each(problemCodes)('describes the body of the refusal %s as it is written', (code) => {
    const problem = {
      code,
      fields: { email: [{ code: 'required' }] },
      reason: 'why',
      format: 'json',
      mediaType: 'text/plain',
      method: 'PUT',
      allowed: ['GET'],
      stage: 'change-password',
      fault: 'expired',
      retryAfterSeconds: 3,
      maxBytes: 1_024,
    };
    const answer = refuseInJson(problem as unknown as Problem, translatorFor('en'));
    const validator = Compile(problemSchema(code));
    expect(answer.kind === 'json' && validator.Errors(answer.body)).toEqual([true, []]);
  });
});

describe('the check of the tests’ answers', () => {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'GET', url: '/api/csrf?x=1' };
  const problem = (statusCode: number, body: unknown, of = asked) =>
    problemOf(document, of, { statusCode, headers, body: body === '' ? '' : JSON.stringify(body) });

  it('finds an undeclared status, a field too many or too few, a wrong kind and a missing header', () => {
    expect(problem(200, { csrfToken: 'x' })).toBeNull();
    expect(problem(201, { csrfToken: 'x' })).toMatch(/does not declare/);
    expect(problem(200, {})).toMatch(/required/);
    expect(problem(200, { csrfToken: 'x', secret: 1 })).toMatch(/additional/);
    expect(problem(200, { csrfToken: 7 })).toMatch(/csrfToken/);
    expect(problem(503, { detail: 'x' })).toMatch(/Retry-After/);
    const end = { method: 'DELETE', url: '/api/users/me/sessions/7/' };
    expect([problem(204, '', end), problem(204, {}, end)]).toEqual([null, expect.stringMatching(/no body/)]);
    expect(
      problemOf(document, asked, {
        statusCode: 200,
        headers: { 'content-type': 'text/html' },
        body: '',
      }),
    ).toMatch(/application\/json/);
  });

  it('stands behind every visitor of a site', async () => {
    const site = await openSite();
    const liar = Fastify();
    liar.get('/api/csrf/', async () => ({ token: 'misnamed' }));
    watchAnswers(liar, site.stagedoor);
    const visitor = new Browser(liar, site.stagedoor.config.publicUrl);
    await expect(visitor.get('/api/csrf/')).rejects.toThrow(/the OpenAPI document says otherwise/);
    await liar.close();
    await site.close();
  });
});

function* walk(node: Json, at: string): Generator<{ readonly node: Json; readonly at: string }> {
  yield { node, at };
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'object' && value !== null) yield* walk(value as Json, `${at}/${key}`);
  }
}
