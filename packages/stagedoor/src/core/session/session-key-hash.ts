import { hashSecret } from '../kernel/secret-value.ts';
import type { SessionKind } from './session.ts';

/** The purposes under which keys are hashed: a key of one kind is never found as another. */
const purposes: Readonly<Record<SessionKind, string>> = {
  cookie: 'session',
  jwt: 'jwt',
  'api-token': 'api-token',
  'personal-token': 'personal-token',
};

/** What is stored of the key that opens a session. */
export function sessionKeyHash(kind: SessionKind, key: string): string {
  return hashSecret(purposes[kind], key);
}
