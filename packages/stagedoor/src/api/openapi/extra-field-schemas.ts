import { type ExtraField, type ExtraFields, labelOf, URL_MAX_LENGTH } from '../../core/user/extra-field.ts';
import type { ExtraFieldsWanted } from '../schemas.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The schemas of the site's extra fields that an object has beside its own. */
export function extraFieldSchemas(
  fields: ExtraFields,
  wanted: ExtraFieldsWanted,
): Readonly<Record<string, JsonSchema>> {
  const chosen = Object.entries(fields).filter(([, field]) => isWanted(field, wanted));
  return Object.fromEntries(chosen.map(([name, field]) => [name, schemaOf(name, field)]));
}

function isWanted(field: ExtraField, wanted: ExtraFieldsWanted): boolean {
  if (wanted === 'at-sign-up') return field.atSignUp === true;
  return wanted === 'all' || field.editable !== false;
}

function schemaOf(name: string, field: ExtraField): JsonSchema {
  const title = field.label === undefined ? {} : { title: labelOf(name, field, 'en') };
  return 'nullable' in field
    ? { ...title, anyOf: [kindOf(field), { type: 'null' }] }
    : { ...title, ...kindOf(field) };
}

function kindOf(field: ExtraField): JsonSchema {
  switch (field.type) {
    case 'text':
      return { type: 'string', maxLength: field.maxLength };
    case 'url':
      // Not `format: uri`: `''` is a value of it.
      return { type: 'string', maxLength: field.maxLength ?? URL_MAX_LENGTH };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'choice':
      return { type: 'string', enum: Object.keys(field.choices) };
    case 'user':
      return { type: 'integer' };
    default:
      return { type: field.type };
  }
}
