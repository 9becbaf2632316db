import type { Principal } from '../core/session/session.ts';
import type { Settings } from '../core/settings.ts';
import { type Answer, json } from '../http/answer/answer.ts';
import type { Exchange } from '../http/exchange/exchange.ts';
import { bodyTypes } from '../http/request/body.ts';
import { problemOf } from '../http/request/problem.ts';
import { requireRights, requireScope } from '../http/route/admit.ts';
import type { DescribedAddress } from '../http/route/http-interface.ts';
import type { Route } from '../http/route/route.ts';
import { capitalized } from './capitalized.ts';
import { extraFieldSchemas } from './openapi/extra-field-schemas.ts';
import type { ExtraFieldsWanted } from './schemas.ts';
import { asAsked, type SignUpNames } from './user/sign-up-schema.ts';

type Fields = Readonly<Record<string, unknown>>;

/** As much of a schema as is told. */
interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly FieldSchema[];
  readonly items?: FieldSchema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** A text that is one of the site's languages. */
  readonly chosenFrom?: 'languages';
}

type Offered = Exchange['context']['languages']['offered'];

/** Methods that take fields, in REST framework's order. */
const WRITING = ['POST', 'PUT', 'PATCH'];

/** What an address is for and which fields it takes, in the shape of REST framework's metadata. */
export async function describeAddress(
  { routes, renders }: DescribedAddress,
  exchange: Exchange,
): Promise<Answer> {
  const [first] = routes as readonly [Route, ...Route[]];
  const principal = await exchange.principal();
  const { accounts, languages } = exchange.context;
  const actions: (readonly [string, Fields])[] = [];
  for (const method of WRITING) {
    const route = routes.find((one) => one.method === method);
    const isTold = route?.schema?.body !== undefined && (await mayCome(route, principal, exchange));
    if (!isTold) continue;
    const told = await (route.metadata === undefined
      ? fieldsOf(route, accounts, languages.offered)
      : route.metadata(exchange));
    if (told !== null) actions.push([method, told]);
  }
  return json({
    name: titleOf(first.name),
    description: first.summary ?? '',
    renders,
    parses: bodyTypes,
    ...(actions.length > 0 ? { actions: Object.fromEntries(actions) } : {}),
  });
}

/** Fields are only told to who may send them, which the route's own guards decide: as whom it would take them to come. */
async function mayCome(route: Route, known: Principal | null, exchange: Exchange): Promise<boolean> {
  const { access, credentials } = route;
  const principal = credentials === 'none' ? null : known;
  if (access !== 'anyone' && (access === 'authenticated') !== (principal !== null)) return false;
  try {
    requireScope(route, principal);
    await requireRights(exchange, route, principal);
    return true;
  } catch (error) {
    if (problemOf(error) === null) throw error;
    return false;
  }
}

/** `api-email-list` is the Email List. */
function titleOf(name: string): string {
  const words = name.replace(/^api-|:.*$/g, '').split(/[-_]/);
  return words.map(capitalized).join(' ');
}

function fieldsOf({ schema, requires }: Route, accounts: Settings, offered: Offered): Fields {
  const described = schema?.body as unknown as {
    readonly properties: Readonly<Record<string, FieldSchema>>;
    readonly required?: readonly string[];
    readonly extraFields?: ExtraFieldsWanted;
    readonly signUpFields?: SignUpNames;
  };
  const body =
    described.signUpFields === undefined
      ? described
      : { ...described, ...asAsked(described, described.signUpFields, accounts) };
  const required = new Set([...(body.required ?? []), ...(requires?.({}, accounts) ?? [])]);
  const extra =
    body.extraFields === undefined ? {} : extraFieldSchemas(accounts.extraFields, body.extraFields);
  const all = Object.entries({ ...body.properties, ...extra } as Record<string, FieldSchema>);
  const told = all.map(([name, field]) => [
    name,
    { ...fieldOf(name, field, required.has(name)), ...choicesOf(field, offered) },
  ]);
  return Object.fromEntries(told);
}

/** What only the site knows: a schema is the same on all of them. */
function choicesOf(field: FieldSchema, offered: Offered): Fields {
  if (field.chosenFrom === undefined) return {};
  return { type: 'choice', choices: offered.map(({ tag, name }) => ({ value: tag, display_name: name })) };
}

function fieldOf(name: string, field: FieldSchema, required: boolean): Fields {
  const { label, help_text, ...more } = limitsOf(field);
  return {
    type: typeOf(field),
    required,
    read_only: false,
    label: label ?? labelOf(name),
    help_text,
    ...more,
  };
}

/** `password_confirm` is the Password confirm. */
function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function limitsOf(field: FieldSchema): Fields {
  const { minLength, maxLength, minimum, maximum } = kindOf(field);
  const values = valuesOf(field);
  const limits = {
    label: field.title,
    help_text: field.description,
    min_length: minLength,
    max_length: maxLength,
    min_value: minimum,
    max_value: maximum,
    choices: values?.map((value) => ({ value, display_name: String(value) })),
    child: field.items && { type: typeOf(field.items), required: true, read_only: false },
  };
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}

/** What a field is where it is not null. */
function kindOf(field: FieldSchema): FieldSchema {
  return field.anyOf?.find(({ type, const: value }) => type !== 'null' && value === undefined) ?? field;
}

/** The values that a choice has. */
function valuesOf({ anyOf, enum: listed }: FieldSchema): readonly unknown[] | undefined {
  if (listed !== undefined) return listed;
  const values = anyOf?.flatMap(
    (option) => option.enum ?? (option.const === undefined ? [] : [option.const]),
  );
  return values !== undefined && values.length > 0 ? values : undefined;
}

/** REST framework's names of kinds. */
function typeOf(field: FieldSchema): string {
  if (valuesOf(field) !== undefined) return 'choice';
  const { type, format } = kindOf(field);
  if (format === 'date' || format === 'email') return format;
  return KINDS[type ?? ''] ?? 'field';
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  number: 'float',
  array: 'list',
  object: 'nested object',
};
