import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { Compile } from 'typebox/schema';
import { apiRoutes } from '../../src/api/api-interface.ts';
import { createOpenApiDocument, type OpenApiDocument } from '../../src/api/openapi/openapi-document.ts';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { credentialsByClass } from '../../src/http/credential/credentials.ts';
import { siteSections } from '../../src/server/site-sections.ts';

/*
 * Holds what the tests' visitors are answered to the OpenAPI document: its status must be declared for the operation,
 * and its headers, type and body must be what is declared. Pages and routes of tests are not in it.
 */

type Json = Readonly<Record<string, unknown>>;
type Response = Pick<LightMyRequestResponse, 'statusCode' | 'headers' | 'body'>;

interface Asked {
  readonly method: string;
  readonly url: string;
}

/** Servers that show answers on pages to who is signed in there. */
const browsable = new WeakSet<FastifyInstance>();
const documents = new WeakMap<FastifyInstance, OpenApiDocument>();

/** From here on every answer that `checkAnswer` sees of this server is held to its document. */
export function watchAnswers(app: FastifyInstance, stagedoor: Stagedoor): void {
  const { config, settings } = stagedoor;
  const { throttles } = settings;
  if (config.browsableApi) browsable.add(app);
  documents.set(
    app,
    createOpenApiDocument({
      sections: siteSections(stagedoor),
      siteName: config.siteName,
      publicOrigin: config.publicUrl.origin,
      isHttps: config.isHttps,
      apiFormat: config.apiFormat,
      isThrottled: throttles.anonymous !== null || throttles.user !== null,
      ratedScopes: Object.keys(throttles.scopes),
      challenge: credentialsByClass[config.authChallenge].challenge,
      authentication: config.apiAuthentication,
      sessionCookieName: config.sessionCookieName,
      extraFields: config.extraFields,
      signUp: settings,
    }),
  );
}

/** @throws Error that says what the document does not say. */
export function checkAnswer(app: FastifyInstance, asked: Asked, response: Response): void {
  if (browsable.has(app) && String(response.headers['content-type']).startsWith('text/html')) return;
  const document = documents.get(app);
  const problem = document === undefined ? null : problemOf(document, asked, response);
  if (problem === null) return;
  const { statusCode, body } = response;
  throw new Error(
    `${asked.method} ${asked.url} answered ${statusCode}, and the OpenAPI document ${problem}\n${body.slice(0, 500)}`,
  );
}

/** What is wrong with an answer, in words that follow “the document”; null where all is well or it is not ours. */
export function problemOf(whole: OpenApiDocument, { method, url }: Asked, response: Response): string | null {
  const document = new URL(url, 'http://site').searchParams.has('fields') ? sparse(whole) : whole;
  const path = pathIn(document, new URL(url, 'http://site').pathname);
  if (path === null || method === 'HEAD' || method === 'OPTIONS' || isHidden(path, method)) return null;
  // The page interface has this address too, and the site may be reached by https only.
  if (isPageOf(path, response) || response.statusCode === 301) return null;
  const operation = document.paths[path]?.[method.toLowerCase()];
  const declared = operation?.responses[response.statusCode] ?? beforeAnyRoute(document, response);
  if (declared === undefined) return 'does not declare that status.';
  return problemIn(resolve(document, declared), response, document);
}

const sparseDocuments = new WeakMap<OpenApiDocument, OpenApiDocument>();

/** Rows that are asked for in part need have nothing but their key. */
function sparse(document: OpenApiDocument): OpenApiDocument {
  const known = sparseDocuments.get(document);
  if (known !== undefined) return known;
  const made = JSON.parse(JSON.stringify(document), (name, value) =>
    name === 'required' && Array.isArray(value) && value.includes('id') ? ['id'] : value,
  ) as OpenApiDocument;
  sparseDocuments.set(document, made);
  return made;
}

function pathIn({ paths }: OpenApiDocument, pathname: string): string | null {
  const asked = pathname.replace(/\/$/, '');
  const fits = (path: string): boolean =>
    new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+').replace(/\/$/, '')}$`).test(asked);
  const found = Object.keys(paths).filter(fits);
  return found.find((path) => !path.includes('{')) ?? found[0] ?? null;
}

function isHidden(path: string, method: string): boolean {
  return apiRoutes.some(
    (route) => route.operation === null && route.path === path && route.method === method,
  );
}

function isPageOf(path: string, { headers }: Response): boolean {
  return !path.startsWith('/api/') && !String(headers['content-type']).startsWith('application/json');
}

const BEFORE_ANY_ROUTE: Readonly<Record<number, string>> = {
  403: 'HttpsRequired',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  414: 'UriTooLong',
  431: 'HeadersTooLarge',
};

function beforeAnyRoute({ components }: OpenApiDocument, { statusCode }: Response): Json | undefined {
  return components.responses?.[BEFORE_ANY_ROUTE[statusCode] ?? ''] as Json | undefined;
}

function resolve(document: OpenApiDocument, value: Json): Json {
  if (typeof value.$ref !== 'string') return value;
  const parts = value.$ref.slice('#/'.length).split('/');
  return parts.reduce<unknown>((inner, part) => (inner as Json)[part], document) as Json;
}

function problemIn(declared: Json, { headers, body }: Response, document: OpenApiDocument): string | null {
  for (const [name, header] of Object.entries((declared.headers ?? {}) as Record<string, Json>)) {
    const isThere = headers[name.toLowerCase()] !== undefined;
    if (resolve(document, header).required === true && !isThere) return `requires the header ${name}.`;
  }
  const content = (declared.content ?? {}) as Record<string, Json>;
  if (Object.keys(content).length === 0) return body === '' ? null : 'declares no body.';
  const [type = ''] = String(headers['content-type']).split(';');
  const schema = content[type]?.schema;
  if (schema === undefined) return `says that it is ${Object.keys(content).join(' or ')}.`;
  return bodyProblem(schema as Json, type.endsWith('json') ? JSON.parse(body) : body, document);
}

const validators = new WeakMap<Json, ReturnType<typeof compile>>();

function compile(schema: Json, { components }: OpenApiDocument) {
  return Compile({ ...schema, components });
}

function bodyProblem(schema: Json, value: unknown, document: OpenApiDocument): string | null {
  let validator = validators.get(schema);
  if (validator === undefined) {
    validator = compile(schema, document);
    validators.set(schema, validator);
  }
  if (validator.Check(value)) return null;
  const [, errors] = validator.Errors(value);
  return `says otherwise: ${errors.map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')}`;
}
