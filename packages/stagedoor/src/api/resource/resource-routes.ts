import type { Action } from '../../core/policy/policy.ts';
import { empty } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { RawFields } from '../../http/request/body.ts';
import { hasFiles } from '../../resource/file-fields.ts';
import { pluralOf, type Resource } from '../../resource/resource.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { capitalized, withArticle } from '../capitalized.ts';
import { actionRoutes } from './action/action-routes.ts';
import { bulkRoutes } from './bulk/bulk-routes.ts';
import { exportRoutes } from './export/export-routes.ts';
import { fileRoutes } from './file/file-routes.ts';
import { readVersions, versionsOf } from './if-match.ts';
import { listAnswer } from './list-answer.ts';
import { detailQuerySchema, listQuerySchema, listSchema } from './list-schema.ts';
import { rowMetadata } from './metadata.ts';
import { detailAnswer, rowAnswer } from './row-answer.ts';
import { newRowSchema, patchSchema, replacementSchema, rowSchema } from './row-schemas.ts';
import { sentRow } from './sent-row.ts';
import { behalfOf, keyIn, oneRow, passedOn, type ServedResource, sharedBy } from './served-resource.ts';

/**
 * The JSON addresses of a resource, as REST framework's router makes them: `/api/products/` and `/api/products/:id/`, named
 * `product-list` and `product-detail`. Who may do what is asked of the resource's one policy.
 */
export function resourceRoutes(served: ServedResource): readonly ApiRoute[] {
  const { resource, rows } = served;
  const path = `/api/${pluralOf(resource)}/`;
  const name = capitalized(resource.name);
  const one = withArticle(resource.name);
  const row = rowSchema(served);
  const { nested, fieldAt } = served;
  const list = { ...resource, nested, ...(fieldAt === undefined ? {} : { fieldAt }) };
  const asList = { list, rows, show: rows.show };
  const shared = sharedBy(resource);
  const versions = versionsOf(resource);
  const told = (action: Action) => ({
    async metadata(exchange: Exchange) {
      const [by, id] = [await behalfOf(exchange), keyIn(exchange)];
      if (!(await rows.may(by, action, id))) return null;
      return rowMetadata({ fields: await rows.fieldsFor(by, action, id) });
    },
  });
  const writes = hasImage(resource) ? (['busy'] as const) : [];
  const changes = [...writes, 'changed-meanwhile', 'version-required'] as const;
  /** A form with files is long, and takes time to be read. */
  const filesFor = (action: Action) =>
    hasFiles(resource)
      ? ({
          takesFiles: true,
          beforeBody: async (exchange: Exchange) => rows.admit(await behalfOf(exchange), action),
        } as const)
      : {};
  const changed = async (
    exchange: Exchange,
    id: number,
    how: { readonly with: 'update' | 'replace'; readonly sent: RawFields },
  ) => {
    const seen = { id, version: readVersions(exchange, resource) };
    const sent = sentRow(resource.fields, exchange, how.sent);
    return await rowAnswer(rows, exchange, { act: (by) => rows[how.with](by, seen, sent) });
  };
  return [
    defineApiRoute({
      ...shared,
      name: `${resource.name}-list`,
      method: 'GET',
      path,
      csrf: 'none',
      operation: `list${capitalized(pluralOf(resource))}`,
      summary: `A page of ${pluralOf(resource)}.`,
      responses: { 200: listSchema(resource, row) },
      refuses: ['invalid-page', 'invalid-cursor'],
      ...passedOn('query', listQuerySchema(list)),
      handler: async (exchange, { query }) => await listAnswer(asList, exchange, query),
    }),
    defineApiRoute({
      ...shared,
      name: `${resource.name}-create`,
      method: 'POST',
      path,
      csrf: 'session',
      ...filesFor('add'),
      creates: true,
      beforeReplay: async (exchange: Exchange) => rows.admit(await behalfOf(exchange), 'add'),
      operation: `create${name}`,
      summary: `Make ${one}.`,
      ...told('add'),
      responses: { 201: row },
      versions: versions.made,
      refuses: writes,
      ...passedOn('body', newRowSchema(served)),
      handler: async (exchange, { body }) =>
        rowAnswer(rows, exchange, {
          act: (by) => rows.create(by, sentRow(resource.fields, exchange, body)),
          status: 201,
        }),
    }),
    defineApiRoute({
      ...shared,
      name: `${resource.name}-detail`,
      method: 'GET',
      path: `${path}:id/`,
      csrf: 'none',
      operation: `get${name}`,
      summary: `One ${resource.name}.`,
      responses: { 200: row, 304: null },
      versions: versions.read,
      ...passedOn('query', detailQuerySchema(resource), oneRow),
      handler: (exchange, { params, query }) => detailAnswer(rows, exchange, { id: params.id, sent: query }),
    }),
    defineApiRoute({
      ...shared,
      name: `${resource.name}-replace`,
      method: 'PUT',
      path: `${path}:id/`,
      csrf: 'session',
      ...filesFor('change'),
      operation: `replace${name}`,
      summary: `Change a ${resource.name} as a whole: all that is required is said, and what else is left out stays.`,
      ...told('change'),
      responses: { 200: row },
      versions: versions.changed,
      refuses: changes,
      ...passedOn('body', replacementSchema(served), oneRow),
      handler: (exchange, { body, params }) => changed(exchange, params.id, { with: 'replace', sent: body }),
    }),
    defineApiRoute({
      ...shared,
      name: `${resource.name}-update`,
      method: 'PATCH',
      path: `${path}:id/`,
      csrf: 'session',
      ...filesFor('change'),
      operation: `update${name}`,
      summary: `Change ${one}: what is left out stays.`,
      ...told('change'),
      responses: { 200: row },
      versions: versions.changed,
      refuses: changes,
      ...passedOn('body', patchSchema(served), oneRow),
      handler: (exchange, { body, params }) => changed(exchange, params.id, { with: 'update', sent: body }),
    }),
    defineApiRoute({
      ...shared,
      name: `${resource.name}-delete`,
      method: 'DELETE',
      path: `${path}:id/`,
      csrf: 'session',
      operation: `delete${name}`,
      summary: `Delete ${one}.`,
      responses: { 204: null },
      versions: versions.gone,
      refuses: [...changes, 'still-referred-to'],
      schema: { params: oneRow },
      async handler(exchange, { params }) {
        const seen = { id: params.id, version: readVersions(exchange, resource) };
        await rows.remove(await behalfOf(exchange), seen);
        return empty();
      },
    }),
    ...fileRoutes(served),
    ...bulkRoutes(served, row),
    ...exportRoutes(served, asList, row),
    ...actionRoutes(served, row),
  ];
}

/** What draws pictures may have too many waiting. */
function hasImage({ fields }: Resource): boolean {
  return Object.values(fields).some(({ type }) => type === 'image');
}
