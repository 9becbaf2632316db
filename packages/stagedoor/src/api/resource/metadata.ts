import {
  type Field,
  type Fields,
  isOptional,
  isWritable,
  labelOf,
  shownFields,
} from '../../resource/field.ts';
import type { Resource } from '../../resource/resource.ts';
import { capitalized } from '../capitalized.ts';

type Told = Readonly<Record<string, unknown>>;

/** What OPTIONS tells of each field of a row: REST framework's metadata, word for word. */
export function rowMetadata({ fields }: Pick<Resource, 'fields'>): Told {
  return { id: { type: 'integer', required: false, read_only: true, label: 'ID' }, ...fieldMetadata(fields) };
}

export function fieldMetadata(fields: Fields): Told {
  const shown = new Set(shownFields(fields).map(([name]) => name));
  const told = Object.entries(fields).filter(([name, field]) => shown.has(name) || isWritable(field));
  return Object.fromEntries(told.map(([name, field]) => [name, metadataOf(name, field)]));
}

function metadataOf(name: string, field: Field): Told {
  const isRead = !isWritable(field);
  return {
    type: isRead && field.type === 'choice' ? 'choice' : typeNames[field.type],
    required: !isRead && !isOptional(field),
    read_only: isRead,
    label: capitalized(labelOf(name, field)),
    ...(isRead ? {} : limitsOf(field)),
  };
}

/** REST framework's names of kinds; what it has no name for is a `field`. */
const typeNames: Readonly<Record<Field['type'], string>> = {
  text: 'string',
  'long-text': 'string',
  markdown: 'string',
  email: 'email',
  url: 'url',
  integer: 'integer',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  moment: 'datetime',
  choice: 'choice',
  json: 'field',
  file: 'file upload',
  image: 'image upload',
  reference: 'field',
  references: 'field',
};

function limitsOf(field: Field): Told {
  switch (field.type) {
    case 'text':
      return said({ min_length: field.min, max_length: field.max });
    case 'long-text':
    case 'markdown':
    case 'url':
      return said({ max_length: field.max });
    case 'email':
      return { max_length: 254 };
    case 'file':
    case 'image':
      return { max_length: 100 };
    case 'integer':
      return said({ min_value: field.min, max_value: field.max });
    case 'decimal':
      return said({ min_value: field.min, max_value: field.max });
    case 'choice':
      return {
        choices: Object.entries(field.of).map(([value, label]) => ({ value, display_name: label })),
      };
    default:
      return {};
  }
}

function said(limits: Readonly<Record<string, unknown>>): Told {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
