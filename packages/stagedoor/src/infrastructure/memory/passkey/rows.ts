import type { StoredPasskey } from '../../../core/passkey/passkey.ts';

export interface PasskeyRows {
  readonly passkeys: Map<number, StoredPasskey>;
  /** When each is over, by the hash of its challenge. */
  readonly ceremonies: Map<string, Date>;
}
