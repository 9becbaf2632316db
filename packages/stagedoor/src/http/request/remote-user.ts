import type { ClientConnection } from './client-address.ts';
import type { RawRequest } from './http-request.ts';
import { RequestProblem } from './problem.ts';

/** Whom the proxy in front has logged in on this request, or null. */
export type ReadRemoteUser = (request: RawRequest) => string | null;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the name from the header that the site's proxies set (RemoteUser). From anybody else the header
 * means nothing.
 *
 * @throws RequestProblem `bad-request` for a header that came twice: one of them may be the visitor's own.
 */
export function createRemoteUserReader(
  header: string | null,
  { isFromTrustedProxy }: Pick<ClientConnection, 'isFromTrustedProxy'>,
): ReadRemoteUser {
  if (header === null) return () => null;
  const name = header.toLowerCase();
  return (request) => {
    if (request.headers[name] === undefined || !isFromTrustedProxy(request)) return null;
    const [value = '', ...others] = valuesOf(request, name);
    if (others.length > 0) throw new RequestProblem({ code: 'bad-request', reason: 'header-twice', header });
    return readText(value.trim()) || null;
  };
}

/** As they came: Node joins what was sent twice. */
function valuesOf({ rawHeaders }: RawRequest, name: string): string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}

/** Header values come as Latin-1; names beyond it are sent as UTF-8. */
function readText(value: string): string {
  try {
    return UTF8.decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
