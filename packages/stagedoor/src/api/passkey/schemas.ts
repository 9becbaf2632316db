import { Type } from 'typebox';
import type { PasskeyCeremony } from '../../core/passkey/ceremony.ts';
import { passkeyKinds } from '../../core/passkey/passkey.ts';
import { PASSKEY_NAME_LENGTH } from '../../core/passkey/rename-passkey.ts';
import { type Answer, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { answerSchema, idSchema, momentSchema } from '../schemas.ts';

const kindSchema = Type.Union(
  passkeyKinds.map((kind) => Type.Literal(kind)),
  { description: '`passwordless` logs in by itself; `second-factor` is asked for beside the password.' },
);

export const passkeySchema = answerSchema('Passkey', {
  id: idSchema,
  name: Type.String(),
  kind: kindSchema,
  is_synced: Type.Boolean({ description: 'Whether it may be copied to its owner’s other devices.' }),
  is_backed_up: Type.Boolean(),
  created_at: momentSchema,
  last_used_at: Type.Union([momentSchema, Type.Null()]),
});

export const ceremonySchema = answerSchema('PasskeyCeremony', {
  ceremony: Type.String({ description: 'Sent back beside the credential. Good once, for five minutes.' }),
  options: Type.Object(
    {},
    {
      additionalProperties: Type.Unknown(),
      description:
        'For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON` (WebAuthn Level 3).',
    },
  ),
});

export function answerCeremony({ handle, options }: PasskeyCeremony): Answer {
  return json({ ceremony: handle, options });
}

export const passkeyAddedSchema = answerSchema('PasskeyAdded', {
  id: idSchema,
  recovery_codes: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: 'In this answer alone, for the first second factor of a user.',
  }),
});

export const nameField = textField({
  blank: true,
  maxLength: PASSKEY_NAME_LENGTH,
  description: 'What its owner calls it.',
});

/** What a browser sends back. */
export const passkeyAnswer = {
  ceremony: Type.String({ maxLength: 1_000 }),
  credential: Type.Object(
    {},
    {
      additionalProperties: Type.Unknown(),
      description: 'As `PublicKeyCredential.toJSON()` has it.',
    },
  ),
};

export const kindQuery = Type.Object({ kind: kindSchema });
