import type { TObject } from 'typebox';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { AuthenticationClass } from '../../http/settings/authentication-class.ts';
import type { ApiFormat } from '../../http/settings/http-settings.ts';
import type { ApiRoute, RowVersions } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { capitalized } from '../capitalized.ts';
import type { SignUpRules } from '../user/sign-up-schema.ts';
import { createResponseWriter, documentedHeaders, type ResponseWriter } from './describe-responses.ts';
import { beforeAnyRoute } from './problems-of.ts';
import { requestBodyOf } from './request-body.ts';
import { createSchemaWriter, type JsonSchema, type SchemaWriter } from './schema-writer.ts';
import { securityOf, securitySchemes } from './security-schemes.ts';

/** What the document says that no route knows. */
export interface DocumentedSite {
  readonly sections: readonly ApiSection[];
  readonly siteName: string;
  readonly publicOrigin: string;
  readonly isHttps: boolean;
  /** `plain` unless it is said. */
  readonly apiFormat?: ApiFormat;
  /** Whether there is a rate for requests to any route. */
  readonly isThrottled?: boolean;
  readonly ratedScopes?: readonly string[];
  readonly challenge?: string | null;
  readonly authentication?: readonly AuthenticationClass[];
  readonly sessionCookieName: string;
  readonly extraFields: ExtraFields;
  /** What its sign-up asks; left out, what that of any site may. */
  readonly signUp?: SignUpRules;
}

/** An OpenAPI 3.1 document, as far as we look into it ourselves. */
export interface OpenApiDocument {
  readonly openapi: '3.1.1';
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
}

export interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [field: string]: unknown;
}

const ABOUT = [
  'Accounts: sign-up, log-in, sessions. Addresses work with and without the slash at the end.',
  'Unknown fields of a body are ignored. Times are ISO 8601 in UTC.',
  'A method that an address does not have is answered with 405; an address or headers that are too long, with 414 or 431.',
  'The parameter `format` may be `json`; another one is answered with 404.',
].join('\n\n');

/**
 * The OpenAPI 3.1 document of the JSON API, made from the very records that it is served by. Routes without an
 * `operation` are left out.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function createOpenApiDocument(site: DocumentedSite): OpenApiDocument {
  const schemas = createSchemaWriter(site.extraFields, site.signUp);
  const responses = createResponseWriter(schemas, site);
  const paths = pathsOf(site.sections, { schemas, responses, site });
  for (const code of beforeAnyRoute) responses.refusals([code]);
  return {
    openapi: '3.1.1',
    info: { title: site.siteName, version: '1', description: ABOUT },
    servers: [{ url: site.publicOrigin }],
    tags: site.sections.map(({ tag }) => ({ name: tag })),
    paths,
    components: {
      schemas: sorted(schemas.components),
      responses: sorted(responses.components),
      headers: referredTo({ paths, responses: responses.components }),
      securitySchemes: securitySchemes(site.sessionCookieName, site.authentication),
    },
  };
}

/** The headers that something in these names. */
function referredTo(parts: object): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(parts);
  return Object.fromEntries(
    Object.entries(documentedHeaders).filter(([name]) => text.includes(`"#/components/headers/${name}"`)),
  );
}

interface Writers {
  readonly schemas: SchemaWriter;
  readonly responses: ResponseWriter;
  readonly site: DocumentedSite;
}

function pathsOf(sections: readonly ApiSection[], writers: Writers): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const { tag, routes } of sections) {
    for (const route of routes) {
      if (route.operation === null) continue;
      const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
      paths[path] ??= {};
      paths[path][route.method.toLowerCase()] = operationOf(
        route,
        { tag, operation: route.operation },
        writers,
      );
    }
  }
  return paths;
}

function operationOf(
  route: ApiRoute,
  { tag, operation }: { readonly tag: string; readonly operation: string },
  { schemas, responses, site }: Writers,
): Operation {
  const parameters = parametersOf(route, schemas);
  const body = route.schema?.body;
  return {
    operationId: operation,
    tags: [tag],
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined
      ? {}
      : { requestBody: requestBodyOf(route, { name: `${capitalized(operation)}Body`, body }, schemas) }),
    responses: responses.responsesOf(route),
    security: securityOf(route, site.authentication),
  };
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Random. The same key with the same body is carried out once within 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
};

const versionTags = { type: 'string', examples: ['"v3"'] };
const ifNoneMatch = {
  name: 'If-None-Match',
  in: 'header',
  description: 'The `ETag` of what you have: 304 where it is the same.',
  schema: versionTags,
};

function ifMatch(seen: NonNullable<RowVersions['seen']>): object {
  return {
    name: 'If-Match',
    in: 'header',
    required: seen === 'required',
    description: 'The `ETag` of what you have seen, or several: 412 where it was changed since.',
    schema: versionTags,
  };
}

function parametersOf(
  { schema, creates, versions: { known, seen } = {} }: ApiRoute,
  schemas: SchemaWriter,
): readonly object[] {
  return [
    ...parametersIn('path', schema?.params, schemas),
    ...parametersIn('query', schema?.query, schemas),
    ...(creates === true ? [idempotencyKey] : []),
    ...(known === true ? [ifNoneMatch] : []),
    ...(seen === undefined ? [] : [ifMatch(seen)]),
  ];
}

function parametersIn(place: 'path' | 'query', fields: TObject | undefined, schemas: SchemaWriter): object[] {
  if (fields === undefined) return [];
  const { properties, required = [] } = schemas.input(fields) as {
    properties: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  const names = Object.keys(record).sort();
  return Object.fromEntries(names.map((name) => [name, record[name] as Value]));
}
