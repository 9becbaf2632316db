import { AccountsError } from '../../core/kernel/errors.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Resource } from '../../resource/resource.ts';

const TAG = /^(?:W\/)?"v(\d{1,15})"$/;

/** The version of a row as `ETag` says it, whichever of its fields were asked for. */
export function versionTag(version: number): string {
  return `"v${version}"`;
}

/**
 * The version that `If-Match` names; null where nothing is said, or `*`. RFC 9110, section 13.1.1.
 *
 * @throws AccountsError `version-required` where the resource wants one; `changed-meanwhile` for a tag that no row ever has
 */
export function readVersion(exchange: Exchange, { requireIfMatch }: Resource): number | null {
  const header = exchange.request.headers['if-match']?.trim();
  if (header === undefined) {
    if (requireIfMatch) throw new AccountsError({ code: 'version-required' });
    return null;
  }
  if (header === '*') return null;
  const version = TAG.exec(header)?.[1];
  if (version === undefined) throw new AccountsError({ code: 'changed-meanwhile' });
  return Number(version);
}
