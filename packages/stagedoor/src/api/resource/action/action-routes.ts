import type { TSchema } from 'typebox';
import { AccountsError } from '../../../core/kernel/errors.ts';
import { type Answer, empty, json } from '../../../http/answer/answer.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import type { RawFields } from '../../../http/request/body.ts';
import type { ResourceAction } from '../../../resource/action.ts';
import { shownFields } from '../../../resource/field.ts';
import type { OnBehalf } from '../../../resource/on-behalf.ts';
import { pluralOf } from '../../../resource/resource.ts';
import type { StoredRow } from '../../../resource/resource-store.ts';
import { type ApiRoute, defineApiRoute, type RowVersions } from '../../api-route.ts';
import { capitalized } from '../../capitalized.ts';
import { answerSchema } from '../../schemas.ts';
import { readVersions, versionsOf } from '../if-match.ts';
import { fieldMetadata } from '../metadata.ts';
import { rowAnswer } from '../row-answer.ts';
import { inputSchema, schemaName, shownProperties } from '../row-schemas.ts';
import { sentRow } from '../sent-row.ts';
import {
  behalfOf,
  behalfOfNow,
  keyIn,
  oneRow,
  passedOn,
  type ServedResource,
  sharedBy,
} from '../served-resource.ts';

/** An action of a served resource. */
interface ServedAction extends ServedResource {
  readonly name: string;
  readonly action: ResourceAction;
}

/** The addresses of a resource's actions, where REST framework's router has them: `/api/orders/:id/approve_order/`. */
export function actionRoutes(served: ServedResource, row: TSchema): readonly ApiRoute[] {
  return Object.entries(served.resource.actions ?? {}).map(([name, action]) =>
    actionRoute({ ...served, name, action }, row),
  );
}

function actionRoute(served: ServedAction, row: TSchema): ApiRoute {
  const { resource, rows, name, action } = served;
  const { method = 'POST', path = name, input = {}, on } = action;
  const base = `/api/${pluralOf(resource)}/`;
  const part = method === 'GET' ? 'query' : 'body';
  return defineApiRoute({
    ...sharedBy(resource),
    name: `${resource.name}-${name.replaceAll('_', '-')}`,
    method,
    path: on === 'row' ? `${base}:id/${path}/` : `${base}${path}/`,
    csrf: method === 'GET' ? 'none' : 'session',
    ...(method === 'POST' ? { creates: true } : {}),
    beforeReplay: async (exchange: Exchange) => rows.admit(await behalfOf(exchange), name),
    operation: operationOf(served),
    summary: action.summary ?? `${capitalized(name.replaceAll('_', ' '))}.`,
    responses: responsesOf(served, row),
    versions: versionsOfAction(served),
    judgedBy: on === 'row' ? [resource.access, action.access] : [action.access],
    refuses: on === 'row' ? ['not-found', 'changed-meanwhile', 'version-required'] : [],
    metadata: async (exchange) =>
      (await rows.may(await behalfOf(exchange), name, keyIn(exchange))) ? fieldMetadata(input) : null,
    ...passedOn(part, inputSchema(input), on === 'row' ? oneRow : undefined),
    handler: (exchange, sent: { readonly body: RawFields; readonly query: RawFields }) =>
      carryOut(served, exchange, sent[part]),
  });
}

async function carryOut(served: ServedAction, exchange: Exchange, sent: RawFields): Promise<Answer> {
  const { resource, rows, handlers = {}, name, action } = served;
  const by = await behalfOf(exchange);
  const id = keyIn(exchange);
  const version = action.method === 'GET' ? null : readVersions(exchange, resource);
  const fields = action.input ?? {};
  const row = await rows.admit(by, name, id === undefined ? undefined : { id, version });
  const input = await rows.readInput(by, name, sentRow(fields, exchange, sent));
  const handler = handlers[name];
  // That each action has one was seen to at the start.
  const answered = await handler?.({ row, input, principal: by.principal });
  if (action.answer === undefined || answered === null) return empty();
  if (action.answer === 'row')
    return id === undefined ? empty() : await afterwards(served, exchange, { by, id });
  // As the declaration says, which the types of its handler follow.
  const shown = answered as StoredRow;
  return json(Object.fromEntries(shownFields(action.answer).map(([field]) => [field, shown[field]])));
}

/** The row as whoever acted sees it now: by what they have done they may have lost sight of it, or it may be gone. */
async function afterwards(
  { rows }: ServedAction,
  exchange: Exchange,
  { by, id }: { readonly by: OnBehalf; readonly id: number },
): Promise<Answer> {
  const now = await behalfOfNow(by, exchange.context);
  if (now === null) return empty();
  return await rowAnswer(rows, exchange, { act: () => rows.get(now, id), by: now }).catch(noneIfNotFound);
}

function noneIfNotFound(error: unknown): Answer {
  if (error instanceof AccountsError && error.refusal.code === 'not-found') return empty();
  throw error;
}

function responsesOf({ action, ...place }: ServedAction, row: TSchema): Record<number, TSchema | null> {
  if (action.answer === undefined) return { 204: null };
  if (action.answer === 'row')
    return action.method === 'GET' ? { 200: row, 204: null, 304: null } : { 200: row, 204: null };
  const name = `${schemaName(place)}${pascalCase(place.name)}Answer`;
  return { 200: answerSchema(name, shownProperties(action.answer)) };
}

function versionsOfAction({ resource, action: { on, method, answer } }: ServedAction): RowVersions {
  if (on !== 'row') return {};
  const { changed, gone, read } = versionsOf(resource);
  if (method === 'GET') return answer === 'row' ? read : {};
  return answer === 'row' ? changed : gone;
}

/** `approveOrder` of an order, `publishArticle` of an article. */
function operationOf({ name, resource }: ServedAction): string {
  const whole = name.endsWith(`_${resource.name}`) ? name : `${name}_${resource.name}`;
  const pascal = pascalCase(whole);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

function pascalCase(name: string): string {
  return name.split('_').map(capitalized).join('');
}
