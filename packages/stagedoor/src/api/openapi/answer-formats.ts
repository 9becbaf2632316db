import { type TSchema, Type } from 'typebox';
import type { ApiFormat } from '../../http/settings/http-settings.ts';
import { answerSchema } from '../schemas.ts';
import type { JsonSchema, SchemaWriter } from './schema-writer.ts';

/** What the site's format makes of bodies (`http/answer/answer-renderer.ts` writes them). */
export interface AnswerFormat {
  /** The body of an answer that is no refusal, by that of the plain format. */
  accepted(body: JsonSchema): JsonSchema;
  /** The bodies that a refusal may have, by those of the plain format. */
  refused(bodies: readonly TSchema[]): readonly JsonSchema[];
  readonly refusalType: 'application/json' | 'application/problem+json';
}

const nullable = (schema: TSchema) => Type.Union([schema, Type.Null()]);
const textsByField = Type.Record(Type.String(), Type.Array(Type.String()));
const codeField = Type.String({ description: 'What `Refusal-Code` says: the same in every language.' });
const detailsField = Type.Record(Type.String(), Type.Unknown(), {
  description: 'What else there is to say, such as the stage to pass.',
});

const failureSchema = answerSchema('Failure', {
  success: Type.Literal(false),
  data: Type.Null(),
  error: Type.Object(
    {
      code: codeField,
      message: Type.String({ description: 'For people, in their language.' }),
      fields: nullable(textsByField),
      details: nullable(detailsField),
    },
    { additionalProperties: false },
  ),
});

const problemDetailsSchema = answerSchema('Problem', {
  type: Type.String({ format: 'uri' }),
  title: Type.String({ description: 'The phrase of the status.' }),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String({ description: 'For people, in their language.' }),
  code: codeField,
  errors: Type.Optional(
    Type.Array(
      Type.Object(
        {
          detail: Type.String(),
          pointer: Type.String({ description: 'The field, as a JSON pointer; `#` is the whole body.' }),
        },
        { additionalProperties: false },
      ),
    ),
  ),
  details: Type.Optional(detailsField),
});

export function answerFormatOf(format: ApiFormat, schemas: SchemaWriter): AnswerFormat {
  switch (format) {
    case 'plain':
      return {
        accepted: (body) => body,
        refused: (bodies) => bodies.map(schemas.answer),
        refusalType: 'application/json',
      };
    case 'envelope':
      return {
        accepted: enveloped,
        refused: () => [schemas.answer(failureSchema)],
        refusalType: 'application/json',
      };
    case 'problem':
      return {
        accepted: (body) => body,
        refused: () => [schemas.answer(problemDetailsSchema)],
        refusalType: 'application/problem+json',
      };
  }
}

function enveloped(data: JsonSchema): JsonSchema {
  return {
    type: 'object',
    properties: { success: { type: 'boolean', const: true }, data, error: { type: 'null' } },
    required: ['success', 'data', 'error'],
    additionalProperties: false,
  };
}
