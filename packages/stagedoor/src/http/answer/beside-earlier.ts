import type { FastifyReply } from 'fastify';

/* What an application said of its answer before it came here stays: its cookies, and what else the answer varies by. */

/** Headers with a `Vary` that keeps what was said there before. */
export function besideEarlier(
  reply: FastifyReply,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const earlier = reply.getHeader('vary');
  if (earlier === undefined || headers.vary === undefined) return headers;
  return { ...headers, vary: joinVary(headers.vary, listed(earlier).join(', ')) };
}

/** Names of headers, each once however it is written. */
function joinVary(ours: string, earlier: string): string {
  const names = [...ours.split(','), ...earlier.split(',')].map((name) => name.trim());
  const byName = new Map(names.map((name) => [name.toLowerCase(), name]));
  return byName.has('*') ? '*' : [...byName.values()].join(', ');
}

/** Cookies after those that were set before, by Fastify or on the bare response: Fastify would write its own over these. */
export function addCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length === 0) return;
  const earlier = [...listed(reply.raw.getHeader('set-cookie')), ...listed(reply.getHeader('set-cookie'))];
  const each = new Set([...earlier, ...cookies]);
  reply.removeHeader('set-cookie').header('set-cookie', [...each]);
}

function listed(value: number | string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}
