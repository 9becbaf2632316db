import { type ExtraField, type ExtraFields, labelOf, URL_MAX_LENGTH } from '../../core/user/extra-field.ts';
import type { Field, Fields } from '../field.ts';

/** The extra fields of a site's users, as fields of a resource: the same words, limits and look-ups as in any other. */
export function fieldsOf(extraFields: ExtraFields): Fields {
  return Object.fromEntries(Object.entries(extraFields).map(([name, field]) => [name, fieldOf(name, field)]));
}

function fieldOf(name: string, extra: ExtraField): Field {
  const shared = {
    ...(extra.label === undefined ? {} : { label: labelOf(name, extra, 'en') }),
    ...('nullable' in extra ? ({ nullable: true } as const) : {}),
  };
  switch (extra.type) {
    case 'text':
      return {
        ...shared,
        type: 'text',
        max: extra.maxLength,
        blank: true,
        ...('default' in extra ? { default: extra.default } : {}),
      };
    case 'url':
      return {
        ...shared,
        type: 'url',
        max: extra.maxLength ?? URL_MAX_LENGTH,
        blank: true,
        ...('default' in extra ? { default: extra.default } : {}),
      };
    case 'choice':
      return {
        ...shared,
        type: 'choice',
        of: extra.choices,
        ...('default' in extra ? { default: extra.default } : {}),
      };
    case 'user':
      return {
        ...shared,
        type: 'reference',
        to: 'user',
        onDelete: 'set null',
        set: extra.set,
        ...(extra.nested === undefined ? {} : { nested: extra.nested }),
      };
    case 'integer':
      return { ...shared, type: 'integer', ...('default' in extra ? { default: extra.default } : {}) };
    case 'boolean':
      return { ...shared, type: 'boolean', default: extra.default };
    case 'date':
      return { ...shared, type: 'date' };
  }
}
