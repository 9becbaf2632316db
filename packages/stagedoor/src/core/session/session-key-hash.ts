import { hashSecret } from '../kernel/secret-value.ts';
import { keyPurposeOf, type SessionKind } from './session-kind.ts';

/** What is stored of the key that opens a session. */
export function sessionKeyHash(kind: SessionKind, key: string): string {
  return hashSecret(keyPurposeOf(kind), key);
}
