import { Type } from 'typebox';
import { answerSchema, idSchema, momentSchema } from '../schemas.ts';

const totpDeviceSchema = answerSchema('TotpDevice', {
  id: idSchema,
  name: Type.String(),
  confirmed_at: momentSchema,
  last_used_at: Type.Union([momentSchema, Type.Null()]),
});

export const secondFactorsSchema = answerSchema('SecondFactors', {
  totp: Type.Array(totpDeviceSchema),
  recovery_codes: Type.Object(
    { made: Type.Integer(), left: Type.Integer() },
    { additionalProperties: false },
  ),
});

export const totpSetUpSchema = answerSchema('TotpSetUp', {
  id: idSchema,
  secret: Type.String({ description: 'Base32, for whoever types it into the app. In this answer alone.' }),
  uri: Type.String({ description: '`otpauth://totp/…`, for a QR code.' }),
});

export const recoveryCodesSchema = answerSchema('RecoveryCodes', {
  recovery_codes: Type.Union([Type.Array(Type.String()), Type.Null()], {
    description: 'In this answer alone. Null where those from before go on.',
  }),
});
