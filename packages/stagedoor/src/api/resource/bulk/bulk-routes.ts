import { type TSchema, Type } from 'typebox';
import { AccountsError, type FieldProblem, type FieldProblems } from '../../../core/kernel/errors.ts';
import { type Answer, json } from '../../../http/answer/answer.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import type { RawFields } from '../../../http/request/body.ts';
import type { GuardedRows } from '../../../resource/guarded-rows.ts';
import type { OnBehalf } from '../../../resource/on-behalf.ts';
import { pluralOf } from '../../../resource/resource.ts';
import type { StoredRow } from '../../../resource/resource-store.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { capitalized } from '../../capitalized.ts';
import { answerSchema, idSchema } from '../../schemas.ts';
import { newRowSchema, patchSchema, schemaName } from '../row-schemas.ts';
import { behalfOf, passedOn, type ServedResource, sharedBy } from '../served-resource.ts';
import { type BulkEntry, MOST_ENTRIES, readBulk } from './read-bulk.ts';
import { requireParts } from './require-parts.ts';

/** `POST /api/products/bulk/`: many rows are made, changed and deleted together, or none. */
export function bulkRoutes(served: ServedResource, row: TSchema): readonly ApiRoute[] {
  const { resource, together } = served;
  const plural = pluralOf(resource);
  if (resource.bulk === undefined || together === undefined) return [];
  return [
    defineApiRoute({
      ...sharedBy(resource),
      name: `${resource.name}-bulk`,
      method: 'POST',
      path: `/api/${plural}/bulk/`,
      csrf: 'session',
      creates: true,
      beforeReplay: async (exchange: Exchange) =>
        requireParts(served.rows, await behalfOf(exchange), exchange.body()),
      operation: `write${capitalized(plural)}`,
      summary: `Delete, change and make ${plural} together, ${MOST_ENTRIES} at most: all of it, or nothing.`,
      responses: { 200: answerOf(served, row) },
      refuses: ['changed-meanwhile', 'version-required', 'still-referred-to'],
      metadata: async () => null,
      ...passedOn('body', inputOf(served)),
      handler: (exchange, { body }) => writeAll({ ...served, together }, exchange, body),
    }),
  ];
}

async function writeAll(
  served: ServedResource & Required<Pick<ServedResource, 'together'>>,
  exchange: Exchange,
  sent: RawFields,
): Promise<Answer> {
  const { resource, rows, together } = served;
  const by = await behalfOf(exchange);
  await requireParts(rows, by, sent);
  const { accounts } = exchange.context;
  const rate = accounts.throttles.scopes[resource.throttle ?? ''];
  const entries = readBulk(sent, Math.min(MOST_ENTRIES, rate?.requests ?? MOST_ENTRIES));
  if (resource.requireIfMatch && entries.some(({ part, version }) => part !== 'create' && version === null))
    throw new AccountsError({ code: 'version-required' });
  await countEntries(exchange, by, { scope: resource.throttle, count: entries.length });
  const written = await together(async (inside) => {
    const done: { readonly entry: BulkEntry; readonly row: StoredRow | null }[] = [];
    const problems: Record<string, readonly FieldProblem[]> = {};
    // What is done with them goes by the order in which it was sent.
    await inside.hold(by, { change: idsOf(entries, 'update'), delete: idsOf(entries, 'delete') });
    for (const entry of entries) {
      const row = await write(inside, by, entry).catch((error: unknown) => {
        Object.assign(problems, problemsIn(error));
        return null;
      });
      done.push({ entry, row });
    }
    // Of all rows at once, and none is kept.
    if (Object.keys(problems).length > 0)
      throw new AccountsError({ code: 'invalid-input', fields: problems });
    return done;
  });
  const shownOf = async (part: BulkEntry['part']) =>
    await rows.show(
      by,
      written.flatMap(({ entry, row }) => (entry.part === part && row !== null ? [row] : [])),
    );
  return json({
    delete: idsOf(entries, 'delete'),
    update: await shownOf('update'),
    create: await shownOf('create'),
  });
}

/** Each row counts under the rate of its resource, as it does by itself; the first one is the request that was counted already. */
async function countEntries(
  { context, ipAddress }: Exchange,
  { principal }: OnBehalf,
  { scope, count }: { readonly scope: string | undefined; readonly count: number },
): Promise<void> {
  if (scope === undefined) return;
  const userId = principal?.user.id ?? null;
  await context.useCases.limit.admitParts({ userId, ipAddress, scope, count: count - 1 });
}

function idsOf(entries: readonly BulkEntry[], which: BulkEntry['part']): readonly number[] {
  return entries.filter(({ part }) => part === which).map(({ id }) => id);
}

async function write(rows: GuardedRows, by: OnBehalf, entry: BulkEntry): Promise<StoredRow | null> {
  const { part, sent, ...seen } = entry;
  try {
    if (part === 'create') return await rows.create(by, sent);
    if (part === 'update') return await rows.update(by, seen, sent);
    await rows.remove(by, seen);
    return null;
  } catch (error) {
    throw ofEntry(error, entry);
  }
}

/** Whatever is not about what a row holds is said at once. */
function problemsIn(error: unknown): FieldProblems {
  if (error instanceof AccountsError && error.refusal.code === 'invalid-input') return error.refusal.fields;
  throw error;
}

/** What is wrong with one row says which it is. */
function ofEntry(error: unknown, { part, at, id }: BulkEntry): unknown {
  if (!(error instanceof AccountsError)) return error;
  const { refusal } = error;
  if (refusal.code === 'not-found') {
    const problem = { code: 'does_not_exist', params: { pk_value: String(id) } };
    return new AccountsError({ code: 'invalid-input', fields: { [`${part}.${at}.id`]: [problem] } });
  }
  if (refusal.code !== 'invalid-input') return error;
  const fields = Object.entries(refusal.fields).map(([name, problems]) => [
    `${part}.${at}.${name}`,
    problems,
  ]);
  return new AccountsError({ code: 'invalid-input', fields: Object.fromEntries(fields) });
}

const seenRow = { id: idSchema, version: Type.Optional(Type.Integer({ minimum: 1 })) };

function inputOf(served: ServedResource) {
  const listOf = (entry: TSchema) => Type.Optional(Type.Array(entry, { maxItems: MOST_ENTRIES }));
  return Type.Object({
    delete: listOf(Type.Object(seenRow)),
    update: listOf(Type.Object({ ...seenRow, ...patchSchema(served).properties })),
    create: listOf(newRowSchema(served)),
  });
}

function answerOf(served: ServedResource, row: TSchema): TSchema {
  return answerSchema(`${schemaName(served)}Bulk`, {
    delete: Type.Array(idSchema),
    update: Type.Array(row),
    create: Type.Array(row),
  });
}
