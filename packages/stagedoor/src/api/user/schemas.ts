import { Type } from 'typebox';
import { answerSchema, idSchema, momentSchema, withExtraFields } from '../schemas.ts';
import { tokenPairSchema } from '../token/schemas.ts';

export const groupSchema = answerSchema('Group', { id: idSchema, name: Type.String() });

/** One of the user's own addresses. */
export const emailAddressSchema = answerSchema('EmailAddress', {
  id: idSchema,
  email: Type.String(),
  verified: Type.Boolean(),
  primary: Type.Boolean({ description: 'The one that logs in and that resets go to.' }),
  kept_until: Type.Union([momentSchema, Type.Null()], {
    description: 'Until then it cannot be removed, because a change away from it can be taken back.',
  }),
});

/** The current user. */
export const userSchema = answerSchema(
  'User',
  {
    id: idSchema,
    username: Type.Union([Type.String(), Type.Null()], {
      description: 'Null where people log in by address.',
    }),
    email: Type.String(),
    first_name: Type.String(),
    last_name: Type.String(),
    email_verified: Type.Boolean(),
    is_verified: Type.Boolean({ description: 'The same, under the name that other front ends know.' }),
    created_at: momentSchema,
    date_joined: Type.String({
      format: 'date-time',
      description: 'The same, under the name of `/api/users/`.',
    }),
    picture: Type.Optional(
      Type.Union([Type.String({ format: 'uri' }), Type.Null()], {
        description:
          'Where their picture is shown; null for none, and absent where the site has no pictures.',
      }),
    ),
    language: Type.Union([Type.String(), Type.Null()], {
      description:
        'The tag of a language that the site has, such as `es` (BCP 47); null where none was chosen.',
    }),
    time_zone: Type.Union([Type.String(), Type.Null()], {
      description:
        'The IANA name of the zone that times are told in; null where it is unknown, which is told in UTC.',
    }),
    groups: Type.Array(groupSchema),
    permissions: Type.Array(Type.String(), {
      description: 'Code names given to the user directly, without those of groups, in ascending order.',
    }),
  },
  withExtraFields('all'),
);

/** What a newcomer is answered who asked for tokens. */
export const registeredSchema = answerSchema('RegisteredUser', {
  user: userSchema,
  tokens: tokenPairSchema,
});

/** A row of the download; what is in it is for people to read and may become more. */
const keptRow = Type.Object({}, { additionalProperties: Type.Unknown() });
const keptRows = Type.Array(keptRow);

/** Everything that is kept about the user. */
export const exportedDataSchema = answerSchema('ExportedData', {
  exported_at: momentSchema,
  profile: keptRow,
  email_addresses: keptRows,
  identities: keptRows,
  sessions: keptRows,
  second_factors: keptRows,
  recovery_codes_left: Type.Integer(),
  passkeys: keptRows,
  personal_access_tokens: keptRows,
  devices: keptRows,
  visits: keptRows,
  security_events: keptRows,
  object_permissions: keptRows,
  roles: keptRows,
  organizations: keptRows,
  teams: keptRows,
  rows: Type.Object(
    {},
    {
      additionalProperties: Type.Object({}, { additionalProperties: keptRows }),
      description:
        'Rows of the site’s resources that name the user by a reference of one key, as they may see them, by feature and plural. Rows that name them among several stand in their lists alone.',
    },
  ),
  rows_left_out: Type.Array(Type.String(), {
    description: 'Of what there are more rows than the file holds: `shop.orders`.',
  }),
  picture: Type.Union([keptRow, Type.Null()]),
  features: Type.Optional(
    Type.Object(
      {},
      {
        additionalProperties: Type.Unknown(),
        description:
          'What the site’s own features keep, by their names; absent where none keeps anything of users.',
      },
    ),
  ),
});
