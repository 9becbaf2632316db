import type { SessionData } from '../../core/session/session.ts';
import { type Sealer, unlessSealBroken } from '../crypto/sealer.ts';

const PURPOSE = 'session-data';

/** Session data at rest. It may hold a reset token or the like, so it is sealed wherever it lies. */
export interface SessionDataCodec {
  encode(data: SessionData): string;
  /** What cannot be opened reads as empty data, which is no error. */
  decode(stored: string | null): SessionData;
}

export function createSessionDataCodec(sealer: Sealer): SessionDataCodec {
  return {
    encode: (data) => sealer.seal(PURPOSE, JSON.stringify(data)),
    decode: (stored) => (stored === null ? {} : open(sealer, stored)),
  };
}

function open(sealer: Sealer, stored: string): SessionData {
  // Sealed by `encode`: nobody else could have written it.
  return unlessSealBroken(() => JSON.parse(sealer.open(PURPOSE, stored)) as SessionData) ?? {};
}
