import { Type } from 'typebox';
import { empty, json } from '../../http/answer/answer.ts';
import { readPasskeyAnswer } from '../../http/request/passkey-answer.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { passkeyProofRoutes } from './proof-routes.ts';
import {
  answerCeremony,
  ceremonySchema,
  kindQuery,
  nameField,
  passkeyAddedSchema,
  passkeyAnswer,
  passkeySchema,
} from './schemas.ts';

const MINE = '/api/users/me/passkeys/';
const ofOne = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const asksForProof = ['permission-denied', 'reauthentication-required'] as const;

const listRoute = defineApiRoute({
  name: 'api-passkey-list',
  method: 'GET',
  path: MINE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listPasskeys',
  summary: 'The passkeys of the user.',
  responses: { 200: Type.Array(passkeySchema) },
  async handler({ context }, { principal }) {
    const passkeys = await context.useCases.passkey.list({ userId: principal.user.id });
    return json(
      passkeys.map((one) => ({
        id: one.id,
        name: one.name,
        kind: one.kind,
        is_synced: one.isSynced,
        is_backed_up: one.isBackedUp,
        created_at: one.createdAt,
        last_used_at: one.lastUsedAt,
      })),
    );
  },
});

const beginRoute = defineApiRoute({
  name: 'api-passkey-begin',
  method: 'GET',
  path: `${MINE}new/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'beginPasskey',
  summary: 'What a browser is asked for a new passkey.',
  responses: { 200: ceremonySchema },
  refuses: asksForProof,
  schema: { query: kindQuery },
  async handler({ context }, { principal, query }) {
    return answerCeremony(await context.useCases.passkey.begin({ principal, kind: query.kind }));
  },
});

const addRoute = defineApiRoute({
  name: 'api-passkey-add',
  method: 'POST',
  path: MINE,
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'addPasskey',
  summary: 'Keep the passkey that an authenticator made. The session gets a new key.',
  responses: { 201: passkeyAddedSchema },
  refuses: [...asksForProof, 'throttled', 'busy'],
  schema: { body: Type.Object({ ...passkeyAnswer, name: Type.Optional(nameField) }) },
  async handler(exchange, { principal, body }) {
    const { context, visitor } = exchange;
    const name = body.name ?? '';
    const answer = readPasskeyAnswer(body);
    const added = await context.useCases.passkey.add({ principal, ...answer, name, visitor });
    await exchange.startSession(added.issued);
    return json({ id: added.id, recovery_codes: added.recoveryCodes }, 201);
  },
});

const renameRoute = defineApiRoute({
  name: 'api-passkey-rename',
  method: 'PATCH',
  path: `${MINE}:id/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'renamePasskey',
  summary: 'Give a passkey another name.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: { params: ofOne, body: Type.Object({ name: nameField }) },
  async handler({ context }, { principal, params, body }) {
    await context.useCases.passkey.rename({ principal, id: params.id, name: body.name });
    return empty();
  },
});

const removeRoute = defineApiRoute({
  name: 'api-passkey-remove',
  method: 'DELETE',
  path: `${MINE}:id/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'removePasskey',
  summary: 'Remove a passkey; the last way to log in stays.',
  responses: { 204: null },
  refuses: asksForProof,
  schema: { params: ofOne },
  async handler({ context, visitor }, { principal, params }) {
    await context.useCases.passkey.remove({ principal, id: params.id, visitor });
    return empty();
  },
});

const ownRoutes: readonly ApiRoute[] = [listRoute, beginRoute, addRoute, renameRoute, removeRoute];

export const passkeySection: ApiSection = { tag: 'Passkeys', routes: [...passkeyProofRoutes, ...ownRoutes] };
