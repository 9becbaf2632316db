import { Type } from 'typebox';
import { addressSchema, answerSchema, idSchema, momentSchema } from '../schemas.ts';

/** A browser that the user logged in from before, as its owner sees it. */
export const deviceSchema = answerSchema('Device', {
  id: idSchema,
  ip_address: addressSchema,
  user_agent: Type.String(),
  first_seen: momentSchema,
  last_seen: momentSchema,
  is_current: Type.Boolean({ description: 'It is the one that asks.' }),
});
