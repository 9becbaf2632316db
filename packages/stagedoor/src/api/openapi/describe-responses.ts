import { STATUS_CODES } from 'node:http';
import { type TSchema, Type } from 'typebox';
import { refusalsIn } from '../../core/policy/leaves-of.ts';
import { statusUnder } from '../../http/credential/challenge.ts';
import { statusOf as usualStatusOf } from '../../http/refusal/refusals.ts';
import type { ProblemCode } from '../../http/request/problem.ts';
import type { ApiFormat } from '../../http/settings/http-settings.ts';
import type { ApiRoute } from '../api-route.ts';
import { answerSchema } from '../schemas.ts';
import { answerFormatOf } from './answer-formats.ts';
import { problemSchema } from './problem-schemas.ts';
import { policiesOf, problemsOf, type SiteRules } from './problems-of.ts';
import type { JsonSchema, SchemaWriter } from './schema-writer.ts';

type Response = Readonly<Record<string, unknown>>;

/** Makes the answers of routes; refusals that several routes share are put down once, in `components`. */
export interface ResponseWriter {
  readonly components: Readonly<Record<string, Response>>;
  /** The refusals of these codes, which have one status, under their name. */
  refusals(codes: readonly ProblemCode[]): Response;
  responsesOf(route: ApiRoute): Readonly<Record<string, Response>>;
}

export function createResponseWriter(
  schemas: SchemaWriter,
  site: SiteRules & { readonly apiFormat?: ApiFormat },
): ResponseWriter {
  const components: Record<string, Response> = {};
  const statusOf = (code: ProblemCode): number => statusUnder(site.challenge, code, usualStatusOf(code));
  const format = answerFormatOf(site.apiFormat ?? 'plain', schemas);

  function refusals(codes: readonly ProblemCode[]): Response {
    const name = codes.map(pascalCase).join('Or');
    components[name] ??= {
      description: `${phraseOf(statusOf(codes[0] as ProblemCode))}: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
      ...headersOfProblems(codes, statusOf),
      content: refusalContent(codes.map(problemSchema)),
      'x-refusal-codes': codes,
    };
    return { $ref: `#/components/responses/${name}` };
  }

  function responsesOf(route: ApiRoute): Record<string, Response> {
    const codesByStatus = Map.groupBy(problemsOf(route, site), statusOf);
    const statuses = new Set([...Object.keys(route.responses).map(Number), ...codesByStatus.keys()]);
    const sorted = [...statuses].sort((left, right) => left - right);
    return Object.fromEntries(
      sorted.map((status) => [String(status), responseOf(route, status, codesByStatus.get(status) ?? [])]),
    );
  }

  function responseOf(route: ApiRoute, status: number, codes: readonly ProblemCode[]): Response {
    // Null says that there is no body.
    const said = route.responses[status];
    const own = said === undefined ? policyRefusal(route, status) : said;
    if (own === undefined) return refusals(codes);
    const headers = { ...headersOfAnswer(route, status), ...headersOfProblems(codes, statusOf).headers };
    return {
      description: phraseOf(status),
      ...(Object.keys(headers).length > 0 ? { headers } : {}),
      ...(own === null ? {} : { content: contentOf(route, { status, own, codes }) }),
      ...(codes.length > 0 ? { 'x-refusal-codes': codes } : {}),
    };
  }

  function contentOf(
    { fixedBody, produces = 'application/json' }: ApiRoute,
    of: { readonly status: number; readonly own: TSchema; readonly codes: readonly ProblemCode[] },
  ): Response {
    if (of.status >= 400) return refusalContent([of.own, ...of.codes.map(problemSchema)]);
    const body = schemas.answer(of.own);
    return { [produces]: { schema: fixedBody === true ? body : format.accepted(body) } };
  }

  function refusalContent(bodies: readonly TSchema[]): Response {
    return { [format.refusalType]: { schema: oneOf(format.refused(bodies)) } };
  }

  return { components, refusals, responsesOf };
}

/** Of a refusal that a policy says in words of a feature: it has a code of its own beside them. */
const refusedByPolicy = answerSchema('RefusedByPolicy', { detail: Type.String(), code: Type.String() });

function policyRefusal(route: ApiRoute, status: number): TSchema | undefined {
  return status === 403 && policiesOf(route).flatMap(refusalsIn).length > 0 ? refusedByPolicy : undefined;
}

/** The headers that answers refer to. */
export const documentedHeaders = {
  'Refusal-Code': { description: 'Which refusal it is, in whatever language.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait.', required: true, schema: { type: 'integer', minimum: 1 } },
  'WWW-Authenticate': { description: 'The challenge.', schema: { type: 'string' } },
  Allow: { description: 'The methods of the address.', required: true, schema: { type: 'string' } },
  ETag: { description: 'The version of the row.', schema: { type: 'string' } },
  'Set-Cookie': { description: 'The session cookie.', schema: { type: 'string' } },
  'Idempotent-Replayed': {
    description: '`true` where the answer was given before.',
    schema: { type: 'string', enum: ['true'] },
  },
} as const;

type HeaderName = keyof typeof documentedHeaders;
const WAITING: readonly ProblemCode[] = ['throttled', 'busy', 'unavailable'];

function headersOfProblems(
  codes: readonly ProblemCode[],
  statusOf: (code: ProblemCode) => number,
): { readonly headers?: Response } {
  const names: readonly HeaderName[] = [
    ...when(codes.length > 0, 'Refusal-Code'),
    ...when(codes.length > 0 && codes.every((code) => WAITING.includes(code)), 'Retry-After'),
    ...when(
      codes.some((code) => statusOf(code) === 401),
      'WWW-Authenticate',
    ),
    ...when(codes.includes('method-not-allowed'), 'Allow'),
  ];
  return names.length > 0 ? { headers: references(names) } : {};
}

function headersOfAnswer({ issues, creates, versions }: ApiRoute, status: number): Response {
  const tag = when(versions?.answered === true, 'ETag');
  if (status === 304) return references(tag);
  if (status >= 300) return {};
  return references([
    ...tag,
    ...when(issues === 'session', 'Set-Cookie'),
    ...when(creates === true, 'Idempotent-Replayed'),
  ]);
}

function references(names: readonly HeaderName[]): Response {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

function when(condition: boolean, name: HeaderName): readonly HeaderName[] {
  return condition ? [name] : [];
}

/** One of several bodies; those that are the same count once. */
function oneOf(schemas: readonly JsonSchema[]): JsonSchema {
  const different = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return different.length === 1 ? (different[0] as JsonSchema) : { anyOf: different };
}

function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? String(status);
}

function pascalCase(code: string): string {
  return code.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
