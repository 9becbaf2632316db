import { type TProperties, type TSchemaOptions, Type } from 'typebox';

/**
 * A body that we answer: an object with these fields and no other. In the OpenAPI document it stands under its name
 * once, and wherever it is used there is a reference.
 *
 * @example
 * export const groupSchema = answerSchema('Group', { id: idSchema, name: Type.String() });
 */
export function answerSchema<Properties extends TProperties>(
  name: string,
  properties: Properties,
  options: TSchemaOptions = {},
) {
  return Type.Object(properties, { $id: name, additionalProperties: false, ...options });
}

/** Which of the site's extra fields an object has beside its own: a sign-up takes some, a user shows all. */
export type ExtraFieldsWanted = 'all' | 'at-sign-up' | 'editable';

/** The option of an object's schema that has such fields; which they are is known when the document is made. */
export function withExtraFields(extraFields: ExtraFieldsWanted) {
  return { extraFields };
}

/** A public id: random, up to 2^53, so that it fits a JSON number and cannot be counted through. */
export const idSchema = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
export const momentSchema = Type.String({ format: 'date-time', description: 'ISO 8601, in UTC.' });
export const addressSchema = Type.String({ description: 'An IPv4 or IPv6 address.' });

/** What REST framework says of anything that went well or did not, in one sentence. */
export const detailSchema = answerSchema('Detail', { detail: Type.String() });

/** What a plain log-in view says of anything that went wrong. */
export const errorSchema = answerSchema('PlainError', { error: Type.String() });
