import type { TSchema } from 'typebox';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { ExtraFieldsWanted } from '../schemas.ts';
import { asAsked, type SignUpNames, type SignUpRules } from '../user/sign-up-schema.ts';
import { extraFieldSchemas } from './extra-field-schemas.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Turns the schemas of routes into those of a document. Named ones are put down once, in `components`; two of one name
 * that differ are a mistake, and a PlainError.
 */
export interface SchemaWriter {
  readonly components: Readonly<Record<string, JsonSchema>>;
  /** What we answer. */
  answer(schema: TSchema): JsonSchema;
  /** What a client sends, in an address: texts that may not be blank say so. */
  input(schema: TSchema): JsonSchema;
  /** The same in a body, put down under its name. */
  body(name: string, schema: TSchema): JsonSchema;
}

type Side = 'answer' | 'input';

/** Without `signUp` a sign-up is described as any site may take it. */
export function createSchemaWriter(extraFields: ExtraFields, signUp?: SignUpRules): SchemaWriter {
  const components: Record<string, JsonSchema> = {};
  const sources = new Map<string, string>();

  function write(schema: JsonSchema, side: Side): JsonSchema {
    const {
      $id,
      extraFields: wanted,
      signUpFields: names,
      untrimmed: _,
      chosenFrom: __,
      blank,
      ...rest
    } = schema;
    if (names !== undefined && signUp !== undefined) {
      const { signUpFields: __, ...unasked } = schema;
      return write(asAsked(unasked, names as SignUpNames, signUp), side);
    }
    if (typeof $id === 'string') return { $ref: nameIt($id, { ...schema, $id: undefined }, side) };
    const written = Object.fromEntries(
      Object.entries(rest).map(([keyword, value]) => [keyword, writeKeyword(keyword, value, side)]),
    );
    if (side === 'input' && isText(rest) && blank !== true) written.minLength ??= 1;
    return wanted === undefined ? written : withFields(written, wanted as ExtraFieldsWanted, side);
  }

  function nameIt(name: string, schema: JsonSchema, side: Side): string {
    const source = JSON.stringify(schema);
    if ((sources.get(name) ?? source) !== source) throw new PlainError(`Two schemas are called ${name}.`);
    sources.set(name, source);
    components[name] ??= write(schema, side);
    return `#/components/schemas/${name}`;
  }

  function writeKeyword(keyword: string, value: unknown, side: Side): unknown {
    if (keyword === 'properties' || keyword === 'patternProperties') {
      const entries = Object.entries(value as Record<string, JsonSchema>);
      return Object.fromEntries(entries.map(([name, schema]) => [name, write(schema, side)]));
    }
    if (['anyOf', 'allOf', 'oneOf', 'prefixItems'].includes(keyword)) {
      return (value as readonly JsonSchema[]).map((schema) => write(schema, side));
    }
    return ['items', 'additionalProperties'].includes(keyword) && isRecord(value)
      ? write(value, side)
      : value;
  }

  function withFields(written: JsonSchema, wanted: ExtraFieldsWanted, side: Side): JsonSchema {
    const fields = extraFieldSchemas(extraFields, wanted);
    const required = (written.required as readonly string[] | undefined) ?? [];
    return {
      ...written,
      properties: { ...(written.properties as object), ...fields },
      // An answer always has them; whoever sends something may leave them out.
      required: side === 'answer' ? [...required, ...Object.keys(fields)] : required,
    };
  }

  return {
    components,
    answer: (schema) => write(schema as JsonSchema, 'answer'),
    input: (schema) => write(schema as JsonSchema, 'input'),
    body: (name, schema) => write({ $id: name, ...schema } as JsonSchema, 'input'),
  };
}

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

function isText(schema: JsonSchema): boolean {
  return schema.type === 'string' && schema.enum === undefined && schema.const === undefined;
}
