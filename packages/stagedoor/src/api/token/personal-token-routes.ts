import { Type } from 'typebox';
import { lastUseOf } from '../../core/credential/last-use.ts';
import {
  PERSONAL_TOKEN_DAYS,
  PERSONAL_TOKEN_NAME_LENGTH,
} from '../../core/token/personal-token/create-personal-token.ts';
import type { ListedPersonalToken } from '../../core/token/personal-token/list-personal-tokens.ts';
import { empty, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { createdPersonalTokenSchema, personalTokenSchema } from './schemas.ts';

const LIST = '/api/users/me/tokens/';
const DEFAULT_DAYS = 90;

const newToken = Type.Object({
  name: textField({ maxLength: PERSONAL_TOKEN_NAME_LENGTH, description: 'What its owner calls it.' }),
  permissions: Type.Optional(
    Type.Array(Type.String(), {
      description:
        'Out of the owner’s, as `app_label.codename`; a codename alone means those of them that are called so now. None where it is left out.',
    }),
  ),
  methods: Type.Optional(
    Type.Union([Type.Literal('read'), Type.Literal('write')], {
      description: '`read`, the default, allows GET, HEAD and OPTIONS.',
    }),
  ),
  expires_in_days: Type.Optional(
    Type.Integer({ minimum: 1, maximum: PERSONAL_TOKEN_DAYS, description: `${DEFAULT_DAYS} by default.` }),
  ),
});

/** A token as its owner sees it later: never the token. */
function tokenBody({ session, name, hint }: Omit<ListedPersonalToken, 'sessionId' | 'userId'>) {
  const lastUse = lastUseOf(session);
  return {
    id: session.id,
    name,
    hint,
    permissions: session.scope?.permissions ?? [],
    methods: session.scope?.methods ?? 'read',
    created_at: session.createdAt,
    expires_at: session.expiresAt,
    last_used_at: lastUse?.at ?? null,
    last_used_from: lastUse?.from ?? null,
  };
}

const listRoute = defineApiRoute({
  name: 'api-personal-token-list',
  method: 'GET',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listPersonalTokens',
  summary: 'The user’s own personal access tokens, newest first.',
  responses: { 200: Type.Array(personalTokenSchema) },
  async handler({ context }, { principal }) {
    const tokens = await context.useCases.personalToken.list({ principal });
    return json(tokens.map(tokenBody));
  },
});

const createRoute = defineApiRoute({
  name: 'api-personal-token-create',
  method: 'POST',
  path: LIST,
  issues: 'token',
  access: 'authenticated',
  csrf: 'session',
  operation: 'createPersonalToken',
  summary: 'Make a personal access token. Asks for a browser’s session with a recent password.',
  responses: { 201: createdPersonalTokenSchema },
  refuses: ['permission-denied', 'reauthentication-required'],
  schema: { body: newToken },
  async handler({ context, visitor }, { principal, body }) {
    const { name, permissions = [], methods = 'read', expires_in_days: expiresInDays = DEFAULT_DAYS } = body;
    const made = await context.useCases.personalToken.create({
      principal,
      name,
      scope: { permissions: [...new Set(permissions)], methods },
      expiresInDays,
      visitor,
    });
    const { session, token, hint } = made;
    return json({ ...tokenBody({ session, name, hint }), token }, 201);
  },
});

const endRoute = defineApiRoute({
  name: 'api-personal-token-end',
  method: 'DELETE',
  path: `${LIST}:id/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'endPersonalToken',
  summary: 'Revoke a personal access token.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }) },
  async handler({ context, visitor }, { principal, params }) {
    await context.useCases.personalToken.end({ principal, sessionId: params.id, visitor });
    return empty();
  },
});

export const personalTokenRoutes: readonly ApiRoute[] = [listRoute, createRoute, endRoute];
