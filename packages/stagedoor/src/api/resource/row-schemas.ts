import { type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { OURS } from '../../resource/account/role-resource.ts';
import {
  type Field,
  type Fields,
  isOptional,
  isWritable,
  labelOf,
  shownFields,
} from '../../resource/field.ts';
import { isFile } from '../../resource/file-fields.ts';
import type { Resource, ResourcePlace } from '../../resource/resource.ts';
import { isNested } from '../../resource/shown-rows.ts';
import { capitalized } from '../capitalized.ts';
import { answerSchema, idSchema, momentSchema } from '../schemas.ts';

/** A row as it is answered: everything but what is never shown. */
export function rowSchema({ nested, ...place }: AnsweredRows): TObject {
  return answerSchema(schemaName(place), {
    id: idSchema,
    ...shownSchemas(shownFields(place.resource.fields), (name, field) => {
      const form = nested.get(name);
      const schema =
        form === undefined ? described(name, field, shownSchema(field)) : formSchema(field, form);
      return unlessClosed(field, schema);
    }),
  });
}

/** What not everybody may read is not in every row. */
function unlessClosed({ access }: Field, schema: TSchema): TSchema {
  return access?.read === undefined ? schema : Type.Optional(schema);
}

/** What is shown of some fields of no row. */
export function shownProperties(fields: Fields): TProperties {
  return shownSchemas(shownFields(fields), (name, field) => described(name, field, shownSchema(field)));
}

/** Rows of a resource, and what those show that are nested in them, by the field. */
interface AnsweredRows extends ResourcePlace {
  readonly nested: ReadonlyMap<string, Fields>;
}

/** What stands in the place of a key; null where there is none, or none to be seen. */
function formSchema(field: Field, fields: Fields): TSchema {
  const form = Type.Object({
    id: idSchema,
    ...shownSchemas(Object.entries(fields), (name, one) =>
      unlessClosed(one, described(name, one, shownSchema(one))),
    ),
  });
  return field.type === 'references' ? Type.Array(form) : Type.Union([form, Type.Null()]);
}

function shownSchemas(
  fields: readonly (readonly [string, Field])[],
  schemaOf: (name: string, field: Field) => TSchema,
): TProperties {
  return Object.fromEntries(fields.map(([name, field]) => [name, schemaOf(name, field)]));
}

/** What makes a row. */
export function newRowSchema({ resource }: ResourcePlace): TObject {
  return checked(resource, inputSchema(resource.fields));
}

/** Says what must hold of a row all together. */
function checked({ checks = {} }: Resource, schema: TObject): TObject {
  const said = Object.entries(checks).map(([name, { text }]) =>
    text === undefined ? name : `${name}: ${text}`,
  );
  return said.length === 0
    ? schema
    : Type.Object(schema.properties, { description: `Refused unless it passes: ${said.join('; ')}` });
}

/** What changes a row as a whole: what is not required, or what somebody may not write, stays as it is where it is left out. */
export function replacementSchema({ resource }: ResourcePlace): TObject {
  const inputs = inputsOf(resource.fields, (field, schema) =>
    isOptional(field) || field.access !== undefined ? Type.Optional(schema) : schema,
  );
  return checked(resource, Type.Object(inputs));
}

/** What is sent of some fields: those with a default may be left out. */
export function inputSchema(fields: Fields): TObject {
  return Type.Object(
    inputsOf(fields, (field, schema) => (isOptional(field) ? Type.Optional(schema) : schema)),
  );
}

/** What changes of a row: each field may be left out. */
export function patchSchema({ resource }: ResourcePlace): TObject {
  return checked(resource, Type.Object(inputsOf(resource.fields, (_field, schema) => Type.Optional(schema))));
}

/** `ShopProduct`: two features may have a resource of one name. Ours stand under their own. */
export function schemaName({ feature, resource }: ResourcePlace): string {
  return `${feature === OURS ? '' : capitalized(feature)}${capitalized(resource.name)}`;
}

function inputsOf(fields: Fields, of: (field: Field, schema: TSchema) => TSchema): TProperties {
  const writable = Object.entries(fields).filter(([, field]) => isWritable(field));
  return Object.fromEntries(
    writable.map(([name, field]) => [name, of(field, described(name, field, sentSchema(field)))]),
  );
}

function described(name: string, field: Field, schema: TSchema): TSchema {
  const titled = Type.Unsafe({ ...schema, title: labelOf(name, field) });
  return field.nullable ? Type.Union([titled, Type.Null()]) : titled;
}

function shownSchema(field: Field): TSchema {
  // What is kept may be older than the limits that are read by today.
  if (isFile(field)) return Type.String({ format: 'uri', description: 'Where it is.' });
  return field.type === 'text' || field.type === 'url' ? Type.String() : valueSchema(field);
}

/** What is answered as the row that it refers to may be said as that, of which its key is read. */
function sentSchema(field: Field): TSchema {
  if (!isNested(field)) return valueSchema(field);
  const one = Type.Union([idSchema, Type.Object({ id: idSchema }, { description: 'Its id alone is read.' })]);
  return field.type === 'references' ? Type.Array(one, { uniqueItems: true }) : one;
}

export function valueSchema(field: Field): TSchema {
  switch (field.type) {
    case 'text':
      return Type.String({ maxLength: field.max, ...blankOption(field) });
    case 'long-text':
    case 'markdown':
      return Type.String(blankOption(field));
    case 'email':
      return formatted('email', field);
    case 'url':
      return formatted('uri', field);
    case 'integer':
      return Type.Integer(boundsOf(field));
    case 'decimal':
      return Type.String({
        format: 'decimal',
        description: `${field.digits} digits, ${field.places} places.`,
      });
    case 'boolean':
      return Type.Boolean();
    case 'date':
      return Type.String({ format: 'date' });
    case 'time':
      // The format `time` of JSON Schema has a zone (RFC 3339), which this has not.
      return Type.String({ pattern: '^\\d{2}:\\d{2}(:\\d{2})?$', description: 'hh:mm:ss, in no zone.' });
    case 'moment':
      return momentSchema;
    case 'choice':
      return Type.Union(Object.keys(field.of).map((word) => Type.Literal(word)));
    case 'json':
      return Type.Unknown();
    case 'file':
    case 'image':
      return Type.String({ format: 'binary', description: 'A part of a form: `multipart/form-data`.' });
    case 'reference':
      return idSchema;
    case 'references':
      return Type.Array(idSchema, { uniqueItems: true });
  }
}

/** The empty text is of no format. */
function formatted(format: string, field: { readonly blank?: true }): TSchema {
  return field.blank === true ? Type.String({ blank: true }) : Type.String({ format });
}

function blankOption({ blank }: { readonly blank?: true }) {
  return blank === true ? { blank: true } : {};
}

function boundsOf({ min, max }: { readonly min?: number; readonly max?: number }) {
  return { ...(min === undefined ? {} : { minimum: min }), ...(max === undefined ? {} : { maximum: max }) };
}
