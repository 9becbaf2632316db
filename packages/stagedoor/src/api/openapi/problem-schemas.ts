import { type TSchema, Type } from 'typebox';
import type { ProblemCode } from '../../http/request/problem.ts';
import { answerSchema, detailSchema } from '../schemas.ts';

/** Texts by field; `non_field_errors` holds what concerns the whole input. */
const fieldErrorsSchema = answerSchema(
  'FieldErrors',
  {},
  { additionalProperties: Type.Array(Type.String()) },
);

/** The bodies of refusals that say more than a sentence. Their `code` lets a client choose without reading it. */
const tellingSchemas: Partial<Record<ProblemCode, TSchema>> = {
  'invalid-input': fieldErrorsSchema,
  'reauthentication-required': answerSchema('ReauthenticationRequired', {
    detail: Type.String(),
    code: Type.Literal('reauthentication-required'),
  }),
  'stage-required': answerSchema('StageRequired', {
    detail: Type.String(),
    code: Type.Literal('stage-required'),
    stage: Type.String({
      description:
        'What must be done first: `change-password`, or a stage of the site’s own such as `terms.accept`.',
    }),
    flow: Type.Optional(
      Type.String({
        description:
          'The handle by which the log-in goes on, in a header `Login-Flow`; absent where a session was opened for it.',
      }),
    ),
    stage_url: Type.Optional(Type.String({ description: 'Where it is passed.' })),
  }),
  'new-password-required': answerSchema('NewPasswordRequired', {
    detail: Type.String(),
    code: Type.Literal('new-password-required'),
  }),
  // As simplejwt answers a token that is not good.
  'token-refused': answerSchema('TokenRefused', {
    detail: Type.String(),
    code: Type.Union([Type.Literal('token_not_valid'), Type.Literal('no_active_account')]),
  }),
  // As simplejwt's authentication class answers.
  'bearer-refused': answerSchema('BearerRefused', {
    detail: Type.String(),
    code: Type.Union(
      [
        'token_not_valid',
        'bad_authorization_header',
        'user_not_found',
        'user_inactive',
        'password_changed',
      ].map((code) => Type.Literal(code)),
    ),
    messages: Type.Optional(
      Type.Array(
        Type.Object(
          { token_class: Type.String(), token_type: Type.String(), message: Type.String() },
          { additionalProperties: false },
        ),
      ),
    ),
  }),
};

/** The body that a refusal of this code has (`http/refusal/refusals.ts` writes it). */
export function problemSchema(code: ProblemCode): TSchema {
  return tellingSchemas[code] ?? detailSchema;
}
