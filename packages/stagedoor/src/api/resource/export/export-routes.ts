import { type TSchema, Type } from 'typebox';
import { type ExportFormat, pluralOf } from '../../../resource/resource.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { capitalized } from '../../capitalized.ts';
import type { ServedList } from '../list-answer.ts';
import { listQuerySchema } from '../list-schema.ts';
import { passedOn, type ServedResource, sharedBy } from '../served-resource.ts';
import { exportAnswer } from './export-answer.ts';
import { judgedAnew } from './judged-anew.ts';

const mediaTypes = { csv: 'text/csv', json: 'application/json' } as const;

/** The addresses at which a whole list is saved: `/api/products/export/csv/`. */
export function exportRoutes(
  { resource }: ServedResource,
  asList: ServedList,
  row: TSchema,
): readonly ApiRoute[] {
  const plural = pluralOf(resource);
  return (resource.exports ?? []).map((format: ExportFormat) =>
    defineApiRoute({
      ...sharedBy(resource),
      name: `${resource.name}-export-${format}`,
      method: 'GET',
      path: `/api/${plural}/export/${format}/`,
      csrf: 'none',
      operation: `export${capitalized(plural)}As${capitalized(format)}`,
      summary: `All ${plural} that you may see, as a file.`,
      produces: mediaTypes[format],
      fixedBody: true,
      responses: { 200: format === 'csv' ? Type.String() : Type.Array(row) },
      refuses: ['throttled', 'busy'],
      ...passedOn('query', listQuerySchema(asList.list, [])),
      handler: (exchange, { query }) =>
        exportAnswer(judgedAnew(asList, exchange), exchange, { name: plural, format, sent: query }),
    }),
  );
}
