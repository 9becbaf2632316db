import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { Answer } from '../../http/answer/answer.ts';
import type { HttpContext } from '../../http/context/http-context.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { createOpenApiDocument } from './openapi-document.ts';

interface Written {
  readonly text: string;
  readonly etag: string;
}

const written = new WeakMap<HttpContext, Written>();

/** The document of a site, written down when it is first asked for. */
function documentOf(context: HttpContext, sections: readonly ApiSection[]): Written {
  let document = written.get(context);
  if (document === undefined) {
    const { throttles } = context.accounts;
    const { publicOrigin, isHttps, sessionCookie, apiFormat, apiAuthentication, challenge } =
      context.settings;
    const text = JSON.stringify(
      createOpenApiDocument({
        sections,
        siteName: context.accounts.siteName,
        publicOrigin,
        isHttps,
        apiFormat,
        isThrottled: throttles.anonymous !== null || throttles.user !== null,
        ratedScopes: Object.keys(throttles.scopes),
        challenge,
        authentication: apiAuthentication,
        sessionCookieName: sessionCookie.name,
        extraFields: context.accounts.extraFields,
        signUp: context.accounts,
      }),
    );
    document = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` };
    written.set(context, document);
  }
  return document;
}

function answerDocument({ context, request }: Exchange, sections: readonly ApiSection[]): Answer {
  const { text, etag } = documentOf(context, sections);
  const headers = { etag, 'cache-control': 'no-cache' };
  if (request.headers['if-none-match'] === etag) return { kind: 'empty', status: 304, headers };
  return { kind: 'json-text', status: 200, text, headers };
}

function documentRoute(name: string, path: string, sections: readonly ApiSection[]): ApiRoute {
  return defineApiRoute({
    name,
    method: 'GET',
    path,
    issues: 'none',
    access: 'anyone',
    csrf: 'none',
    fixedBody: true,
    operation: null,
    summary: 'The OpenAPI document of the JSON API.',
    responses: { 200: Type.Object({ openapi: Type.String() }), 304: null },
    handler: (exchange) => answerDocument(exchange, sections),
  });
}

/** Served where API_DOCS is on; the second is where Django teams that have drf-spectacular look for it. */
export function openApiRoutes(sections: readonly ApiSection[]): readonly ApiRoute[] {
  return [
    documentRoute('openapi', '/openapi.json', sections),
    documentRoute('schema', '/api/schema/', sections),
  ];
}
