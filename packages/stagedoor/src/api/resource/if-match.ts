import { AccountsError } from '../../core/kernel/errors.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Resource } from '../../resource/resource.ts';
import type { RowVersions } from '../api-route.ts';

/** What is told of the addresses of one row, by what they do with it. */
export function versionsOf({
  requireIfMatch,
}: Resource): Readonly<Record<'made' | 'read' | 'changed' | 'gone', RowVersions>> {
  const seen = requireIfMatch ? 'required' : 'optional';
  return {
    made: { answered: true },
    read: { answered: true, known: true },
    changed: { answered: true, seen },
    gone: { seen },
  };
}

const TAG = /^(?:W\/)?"v(\d{1,15})"$/;

/** The version of a row as `ETag` says it, whichever of its fields were asked for. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/**
 * The versions that `If-Match` names, one or a list; null where nothing is said, or `*`, which any version is good to: alone or beside others it is nothing where one is wanted. `If-None-Match: *` names none: it asks that there be
 * no row. A tag that a proxy made weak when it packed the
 * answer is good too: ours say the version of the row and not its bytes. RFC 9110, section 13.1.1.
 *
 * @throws AccountsError `version-required` where the resource wants one
 */
export function readVersions(exchange: Exchange, { requireIfMatch }: Resource): readonly number[] | null {
  const { headers } = exchange.request;
  const header = headers['if-match']?.trim();
  if (headers['if-none-match']?.trim() === '*') return [];
  const isAny = header === undefined || header.split(',').some((tag) => tag.trim() === '*');
  if (requireIfMatch && isAny) throw new AccountsError({ code: 'version-required' });
  return header === undefined || header === '*' ? null : versionsIn(header);
}

/** Whether who asks has the row as it is: RFC 9110, section 13.1.2. */
export function hasVersion({ request: { headers } }: Exchange, version: number): boolean {
  const tags = headers['if-none-match']?.trim();
  return tags !== undefined && (tags === '*' || versionsIn(tags).includes(version));
}

/** Tags that no row ever has stand for none. */
export function versionsIn(tags: string): readonly number[] {
  return tags.split(',').flatMap((tag) => {
    const version = TAG.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}
