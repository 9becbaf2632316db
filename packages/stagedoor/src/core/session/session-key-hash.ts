import { hashSecret } from '../kernel/secret-value.ts';
import type { SessionKind } from './session.ts';

/** The kinds that are kept, and so have a key. */
export type KeptSessionKind = Exclude<SessionKind, 'basic'>;

/** The purposes under which keys are hashed: a key of one kind is never found as another. */
const purposes: Readonly<Record<KeptSessionKind, string>> = {
  cookie: 'session',
  jwt: 'jwt',
  'api-token': 'api-token',
  'personal-token': 'personal-token',
};

/** What is stored of the key that opens a session. */
export function sessionKeyHash(kind: KeptSessionKind, key: string): string {
  return hashSecret(purposes[kind], key);
}
