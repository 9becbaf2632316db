import { AccountsError } from '../../../core/kernel/errors.ts';
import type { Answer } from '../../../http/answer/answer.ts';
import type { Exchange } from '../../../http/exchange/exchange.ts';
import { KeptFile } from '../../../resource/file/kept-file.ts';
import { fileFields } from '../../../resource/file-fields.ts';
import { pluralOf } from '../../../resource/resource.ts';
import { type ApiRoute, defineApiRoute } from '../../api-route.ts';
import { withArticle } from '../../capitalized.ts';
import { behalfOf, oneRow, type ServedResource, sharedBy } from '../served-resource.ts';

/** Where the files of rows are: `/api/products/:id/photo/`, for whoever sees the row and the field. */
export function fileRoutes(served: ServedResource): readonly ApiRoute[] {
  const { resource } = served;
  const shown = fileFields(resource.fields).filter(([, { writeOnly }]) => writeOnly !== true);
  return shown.map(([field, { type }]) =>
    defineApiRoute({
      ...sharedBy(resource),
      name: `${resource.name}-${field.replaceAll('_', '-')}`,
      method: 'GET',
      path: `/api/${pluralOf(resource)}/:id/${field}/`,
      csrf: 'none',
      fixedBody: true,
      // Where it is the row says; what it is, no schema.
      operation: null,
      summary: `The file ${field} of ${withArticle(resource.name)}.`,
      responses: { 200: null },
      schema: { params: oneRow },
      handler: (exchange, { params }) => fileAnswer(served, exchange, { id: params.id, field, type }),
    }),
  );
}

async function fileAnswer(
  { rows, readFile }: ServedResource,
  exchange: Exchange,
  { id, field, type }: { readonly id: number; readonly field: string; readonly type: 'file' | 'image' },
): Promise<Answer> {
  const by = await behalfOf(exchange);
  const file = (await rows.get(by, id))[field];
  // What of the row they may not see is not in it.
  if (!(file instanceof KeptFile)) throw new AccountsError({ code: 'not-found' });
  const etag = `"${file.stored.replace(/^.*\//, '')}"`;
  const headers = { ...headersFor(file, type), etag, ...sharing(by.principal === null) };
  if (exchange.request.headers['if-none-match'] === etag) return { kind: 'empty', status: 304, headers };
  const body = await readFile?.(file);
  if (body === undefined || body === null) throw new AccountsError({ code: 'not-found' });
  return { kind: 'file', status: 200, body, headers };
}

/** As nothing but a picture that we drew, or a file to be saved, whatever its bytes would like to be (ASVS 5.0, V3.2.1, V5.4.2). */
function headersFor({ name, stored }: KeptFile, type: 'file' | 'image'): Readonly<Record<string, string>> {
  const isPicture = type === 'image' && stored.endsWith('.webp');
  return {
    'content-type': isPicture ? 'image/webp' : 'application/octet-stream',
    'content-disposition': `${isPicture ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`,
    'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  };
}

/** Asked about each time, because whoever saw it may see it no longer; what a stranger sees, other sites may show. */
function sharing(isPublic: boolean): Readonly<Record<string, string>> {
  return {
    'cache-control': 'private, no-cache',
    ...(isPublic ? { 'cross-origin-resource-policy': 'cross-origin' } : {}),
  };
}

/** RFC 8187. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
