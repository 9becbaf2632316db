import { apiSections } from '../../packages/stagedoor/src/api/api-interface.ts';
import { createOpenApiDocument } from '../../packages/stagedoor/src/api/openapi/openapi-document.ts';
import { describedOrganizations } from '../../packages/stagedoor/src/api/organization/described-organizations.ts';
import { organizationSection } from '../../packages/stagedoor/src/api/organization/routes.ts';
import { problemCodes } from '../../packages/stagedoor/src/http/refusal/refusals.ts';
import { commentText, nameOf, type Schema, typeText } from './type-text.ts';

/** Whoever renames an organization sends its one field by PATCH: no browser loads a second way. */
const LEFT_OUT: readonly string[] = ['replaceOrganization'];

/** Stands in for the extra fields of sites, so that the types show where those come in. */
const EXTRA = 'x-extra-fields';

/** The client's own log-in and log-out follow its mode; those of the document are among its means. */
const FOLLOW_THE_MODE: readonly string[] = ['logIn', 'logOut'];

const NOTICE =
  '// Made by `node scripts/write-client.ts` from the OpenAPI document; `npm run check` sees that it is current.\n\n';

interface DocumentedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
  readonly responses: Readonly<
    Record<string, { readonly content?: { readonly 'application/json': { readonly schema: Schema } } }>
  >;
}

interface Operation extends DocumentedOperation {
  readonly method: string;
  readonly path: string;
}

/** The client's generated files by their names in `packages/stagedoor/src/client`, not formatted yet. */
export function clientSources(): Readonly<Record<string, string>> {
  const document = createOpenApiDocument({
    // What only some sites have stands in the client of each.
    sections: [...apiSections, organizationSection(describedOrganizations)],
    siteName: '',
    publicOrigin: '',
    isHttps: false,
    sessionCookieName: '',
    extraFields: { [EXTRA]: { type: 'text', maxLength: 1, default: '', atSignUp: true } },
  });
  const operations = Object.entries(document.paths)
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) =>
          ({ ...operation, path, method: method.toUpperCase() }) as unknown as Operation,
      ),
    )
    .filter(({ operationId }) => !LEFT_OUT.includes(operationId))
    .sort((left, right) => (left.operationId < right.operationId ? -1 : 1));
  const schemas = document.components.schemas as Readonly<Record<string, Schema>>;
  return {
    'api.ts': typesText(operations, schemas),
    'operations.ts': tableText(operations),
    'refusal-codes.ts': codesText(),
  };
}

function codesText(): string {
  return `${NOTICE}/** What the API says no with; docs/reference/errors.md says when. */
export const refusalCodes = [${[...problemCodes]
    .sort()
    .map((code) => `'${code}',`)
    .join('')}] as const;

export type RefusalCode = (typeof refusalCodes)[number];
`;
}

function tableText(operations: readonly Operation[]): string {
  const rows = operations.map((operation) => `${operation.operationId}: '${askedText(operation)}',\n`);
  return `${NOTICE}export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** How an operation of the API is asked for: method, path, and then \`body\` where it has one, or \`?\` where it has a query, as GET alone has. */
type Operation = \`\${Method} /\${string}\`;

export const operations = {
${rows.join('')}} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;
`;
}

function askedText({ operationId, method, path, parameters = [], requestBody }: Operation): string {
  const hasQuery = parameters.some((parameter) => parameter.in === 'query');
  // What may be said in the body too is said there.
  if (hasQuery && method !== 'GET' && requestBody === undefined)
    throw new Error(`${operationId} has a query and no body, and is no GET.`);
  const input = requestBody !== undefined ? 'body' : hasQuery ? '?' : '';
  return [method, path, ...(input === '' ? [] : [input])].join(' ');
}

function typesText(operations: readonly Operation[], schemas: Readonly<Record<string, Schema>>): string {
  const used = namesUsedBy(operations, schemas);
  const interfaces = Object.entries(schemas)
    .filter(([name]) => used.has(name))
    .map(([name, schema]) => declarationText(name, withoutExtra(schema)));
  const methods = operations
    .filter(({ operationId }) => !FOLLOW_THE_MODE.includes(operationId))
    .map((operation) => methodText(operation, schemas));
  return `${NOTICE}import type { RequestOptions, Result } from './result.ts';

${interfaces.join('')}/** The operations of the API, called as the OpenAPI document calls them. \`Extra\` are the site's own fields of users. */
export interface Operations<Extra> {
${methods.join('\n')}}
`;
}

function declarationText(name: string, schema: Schema): string {
  const text = typeText(schema);
  const isInterface = text.startsWith('{');
  return `${commentText(schema.description)}export ${isInterface ? `interface ${name} ${text}` : `type ${name} = ${text};`}\n\n`;
}

function methodText(operation: Operation, schemas: Readonly<Record<string, Schema>>): string {
  const { operationId, summary, method, path } = operation;
  const comment = `/** ${summary} \`${method} ${path}\` */\n`;
  const input = inputText(operation, schemas);
  const first = input === null ? '' : `input${input.isOptional ? '?' : ''}: ${input.type}, `;
  const fields = input === null || input.fields === null ? '' : `, keyof ${input.fields}`;
  return `${comment}${operationId}(${first}options?: RequestOptions): Promise<Result<${dataText(operation, schemas)}${fields}>>;\n`;
}

interface Input {
  readonly type: string;
  /** The names that field problems may stand under. */
  readonly fields: string | null;
  readonly isOptional: boolean;
}

function inputText(
  { parameters = [], requestBody }: Operation,
  schemas: Readonly<Record<string, Schema>>,
): Input | null {
  const own = parameters.filter((parameter) => parameter.in !== 'header');
  const body = requestBody?.content['application/json'].schema;
  if (own.length === 0 && body === undefined) return null;
  const members = own.map(
    ({ name, required, schema }) => `readonly ${name}${required ? '' : '?'}: ${typeText(schema)}`,
  );
  const bodyName = body === undefined ? null : nameOf(body.$ref ?? '');
  const bodySchema = bodyName === null ? {} : (schemas[bodyName] ?? {});
  const types = [
    ...(own.length > 0 ? [`{ ${members.join('; ')} }`] : []),
    ...(bodyName === null ? [] : [bodyName]),
    ...(hasExtra(bodySchema) ? ['Partial<Extra>'] : []),
  ];
  return {
    type: types.join(' & '),
    fields: bodyName === null ? null : hasExtra(bodySchema) ? `(${bodyName} & Extra)` : bodyName,
    isOptional: !own.some((parameter) => parameter.required) && (bodySchema.required ?? []).length === 0,
  };
}

function dataText({ responses }: Operation, schemas: Readonly<Record<string, Schema>>): string {
  const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const types = good.map(([, response]) => {
    const schema = response.content?.['application/json'].schema;
    if (schema === undefined) return 'null';
    const isExtended = schema.$ref !== undefined && hasExtra(schemas[nameOf(schema.$ref)] ?? {});
    return isExtended ? `${typeText(schema)} & Extra` : typeText(schema);
  });
  return [...new Set(types)].join(' | ');
}

function hasExtra({ properties = {} }: Schema): boolean {
  return EXTRA in properties;
}

function withoutExtra(schema: Schema): Schema {
  if (!hasExtra(schema)) return schema;
  const { [EXTRA]: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}

/** The schemas that methods speak of, directly or not: those of refusals have a type of their own. */
function namesUsedBy(
  operations: readonly Operation[],
  schemas: Readonly<Record<string, Schema>>,
): Set<string> {
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('$ref' in value && typeof value.$ref === 'string') {
      const name = nameOf(value.$ref);
      if (used.has(name)) return;
      used.add(name);
      visit(schemas[name]);
    }
    Object.values(value).forEach(visit);
  };
  for (const { requestBody, responses } of operations) {
    visit(requestBody);
    for (const [status, response] of Object.entries(responses)) if (status.startsWith('2')) visit(response);
  }
  return used;
}
