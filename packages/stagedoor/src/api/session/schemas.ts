import { Type } from 'typebox';
import { addressSchema, answerSchema, idSchema, momentSchema } from '../schemas.ts';

/** A session as its owner sees it: never its key. */
export const sessionSchema = answerSchema('Session', {
  id: idSchema,
  kind: Type.Union([Type.Literal('cookie'), Type.Literal('jwt'), Type.Literal('api-token')], {
    description: 'What carries it: a browser’s cookie, the tokens of one log-in, or the API token.',
  }),
  login_time: momentSchema,
  last_activity: momentSchema,
  expires_at: Type.String({ format: 'date-time', description: 'The end by inactivity.' }),
  ip_address: addressSchema,
  user_agent: Type.String(),
  is_current: Type.Boolean({ description: 'It is the one that asks.' }),
});
