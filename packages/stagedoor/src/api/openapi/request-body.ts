import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { bodyTypesOf, isMultipartType } from '../../http/request/body.ts';
import type { ApiRoute } from '../api-route.ts';
import type { SchemaWriter } from './schema-writer.ts';

interface Sent {
  readonly name: string;
  readonly body: TObject;
}

/**
 * What a route takes. A file is a part of a form: where there are some, that comes first, for clients that are made of the document take the
 * first; the others are told without them, and not at all where nothing could be sent by them.
 */
export function requestBodyOf(
  { method }: Pick<ApiRoute, 'method'>,
  { name, body }: Sent,
  schemas: SchemaWriter,
): object {
  const schema = schemas.body(name, body);
  const files = Object.keys(body.properties).filter((field) => holdsFile(body.properties[field]));
  const types = bodyTypesOf(method);
  const content =
    files.length === 0
      ? types.map((type) => [type, { schema }])
      : [
          ...types.filter(isMultipartType).map((type) => [type, { schema }]),
          ...withoutFiles({ name, body }, { files, method }).flatMap((other) => {
            const told = { schema: schemas.body(other.name, other.body) };
            return types.flatMap((type) => (isMultipartType(type) ? [] : [[type, told]]));
          }),
        ];
  return { required: (body.required ?? []).length > 0, content: Object.fromEntries(content) };
}

/** One that is there is said by its address, as it was read; of a row to be made there is none yet. */
function withoutFiles(
  { name, body }: Sent,
  { files, method }: { readonly files: readonly string[]; readonly method: string },
): readonly Sent[] {
  const required: readonly string[] = body.required ?? [];
  const isNew = method === 'POST';
  if (isNew && files.some((field) => required.includes(field))) return [];
  const properties = Object.entries(body.properties).flatMap(([field, schema]): [string, TSchema][] => {
    if (!files.includes(field)) return [[field, schema]];
    const told = instead(schema, isNew);
    return told.map((one) => [field, required.includes(field) ? one : Type.Optional(one)]);
  });
  const { description } = body as { readonly description?: string };
  const options = description === undefined ? {} : { description };
  return [
    {
      name: `${name}WithoutFiles`,
      body: Type.Object(Object.fromEntries(properties) as TProperties, options),
    },
  ];
}

const address = Type.String({ format: 'uri', description: 'Where it is, as it was read: it stays.' });

function instead(schema: TSchema, isNew: boolean): readonly TSchema[] {
  const isNullable = 'anyOf' in schema;
  if (isNew) return isNullable ? [Type.Null()] : [];
  return [isNullable ? Type.Union([address, Type.Null()]) : address];
}

function holdsFile(schema: TSchema | undefined): boolean {
  const { anyOf = [], format } = (schema ?? {}) as { anyOf?: readonly TSchema[]; format?: string };
  return format === 'binary' || anyOf.some(holdsFile);
}
