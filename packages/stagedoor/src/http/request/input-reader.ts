import { type Static, type TObject, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { AccountsError, type FieldProblem } from '../../core/kernel/errors.ts';
import { type Read, readBoolean, readInteger, readText, readWord } from '../../core/kernel/read-value.ts';
import { typeNameOf } from '../../core/kernel/type-name.ts';
import type { RawFields } from './body.ts';

/**
 * Turns what a client sent into what a schema describes, in the way of REST framework's serializers:
 * texts are trimmed, numbers may come as text, unknown fields are ignored, and every field's problem has its code.
 */
export type InputReader<Schema extends TObject> = (
  raw: RawFields,
  /** Names that are required this time, though the schema leaves them out. */
  alsoRequired?: readonly string[],
) => Static<Schema>;

type Problems = Record<string, FieldProblem[]>;

/**
 * A schema's reader, which throws AccountsError `invalid-input`. Its last check is compiled with the first values to pass
 * the others, once: at a start, with all routes at a time, it would be a twentieth of what the start costs.
 */
export function createInputReader<Schema extends TObject>(schema: Schema): InputReader<Schema> {
  const fields = Object.entries(schema.properties as Record<string, TSchema>);
  const required = new Set((schema as { required?: readonly string[] }).required ?? []);
  let validator: ReturnType<typeof Compile<Schema>> | undefined;
  return (raw, alsoRequired = []) => {
    const values: Record<string, unknown> = {};
    const problems: Problems = {};
    for (const [name, field] of fields) {
      if (!Object.hasOwn(raw, name)) {
        if (required.has(name) || alsoRequired.includes(name)) problems[name] = [{ code: 'required' }];
        continue;
      }
      const read = readValue(field as FieldSchema, raw[name]);
      if ('problem' in read) problems[name] = [read.problem];
      else values[name] = read.value;
    }
    if (Object.keys(problems).length > 0)
      throw new AccountsError({ code: 'invalid-input', fields: problems });
    validator ??= Compile(schema);
    if (!validator.Check(values))
      throw new AccountsError({ code: 'invalid-input', fields: problemsOf(validator.Errors(values)) });
    return values as Static<Schema>;
  };
}

/** What the schema kinds below may say. `untrimmed` is ours: passwords count as typed (ASVS V6.2.8). */
interface FieldSchema {
  readonly type?: string;
  readonly anyOf?: readonly FieldSchema[];
  readonly const?: unknown;
  readonly untrimmed?: boolean;
  readonly blank?: boolean;
}

/** A text that is trimmed and may be blank only with `blank: true`. */
export function textField(
  options: { maxLength?: number; minLength?: number; blank?: boolean; description?: string } = {},
) {
  return Type.String(options);
}

/** A text that is taken exactly as typed. */
export function passwordField(options: { blank?: boolean; description?: string } = {}) {
  return Type.String({ format: 'password', untrimmed: true, ...options });
}

/** A truth; forms send `on`, other clients `true`, `1` and the like. */
export function booleanField(options: { description?: string } = {}) {
  return Type.Boolean(options);
}

function readValue(field: FieldSchema, raw: unknown): Read {
  const options = field.anyOf;
  const isNullable = options?.some((option) => option.type === 'null') ?? false;
  if (raw === null) return isNullable ? { value: null } : { problem: { code: 'null' } };
  const kind = options?.find((option) => option.type !== 'null') ?? field;
  if (options?.some((option) => option.const !== undefined))
    return readWord(
      options.map((option) => option.const),
      raw,
    );
  switch (kind.type) {
    case 'string':
      return readText(kind, raw);
    case 'boolean':
      return readBoolean(raw);
    case 'integer':
      return readInteger(raw);
    case 'array':
      return readTexts(raw);
    default:
      return { value: raw };
  }
}

/** A list of texts, which is all the lists that we take. A form that has it once sends a text. */
function readTexts(raw: unknown): Read {
  const list: unknown = typeof raw === 'string' ? [raw] : raw;
  if (!Array.isArray(list)) {
    return { problem: { code: 'not_a_list', params: { input_type: typeNameOf(raw) } } };
  }
  const values: unknown[] = [];
  for (const item of list) {
    const read = readText({ blank: true }, item);
    if ('problem' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
}

/** The limits that a schema states beyond the kind of a value, in the codes of `texts`. */
function problemsOf(errors: readonly SchemaError[]): Problems {
  const problems: Problems = {};
  for (const { keyword, instancePath, params } of errors) {
    const name = instancePath.split('/')[1] ?? 'non_field_errors';
    problems[name] ??= [problemOf(keyword, (params as { limit?: number }).limit ?? 0)];
  }
  return problems;
}

function problemOf(keyword: string, limit: number): FieldProblem {
  switch (keyword) {
    case 'maxLength':
      return { code: 'max_length', params: { max_length: limit } };
    case 'minLength':
      return { code: 'min_length', params: { min_length: limit } };
    case 'maximum':
      return { code: 'max_value', params: { max_value: limit } };
    case 'minimum':
      return { code: 'min_value', params: { min_value: limit } };
    default:
      return { code: 'invalid_string' };
  }
}
