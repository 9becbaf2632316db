import type { Settings } from '../../core/settings.ts';
import { json } from '../../http/answer/answer.ts';
import { defineApiRoute } from '../api-route.ts';
import { publicKeysSchema } from './schemas.ts';

const LONGEST_SECONDS = 300;

/** Where other services find the keys that our tokens verify under (RFC 7517 section 5). */
export const publicKeysRoute = defineApiRoute({
  name: 'jwks',
  method: 'GET',
  path: '/.well-known/jwks.json',
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  fixedBody: true,
  operation: 'listPublicKeys',
  summary: 'The public keys of JSON web tokens, the next one included; none where a shared secret signs.',
  responses: { 200: publicKeysSchema },
  async handler({ context }) {
    const keys = await context.useCases.signingKey.listPublic();
    return json({ keys }, 200, { 'cache-control': cacheControlOf(context.accounts) });
  },
});

/** Whoever keeps the keys must look again before a new one signs. Not for shared caches: an answer may set a cookie. */
function cacheControlOf({ jwt }: Settings): string {
  const overlapSeconds = Math.floor(jwt.keyOverlapMs / 1_000);
  return `private, max-age=${Math.min(LONGEST_SECONDS, Math.floor(overlapSeconds / 2))}`;
}
