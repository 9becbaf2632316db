import type { SessionData } from '../../core/session/session.ts';
import { SealBroken, type Sealer } from '../crypto/sealer.ts';

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
  try {
    // Sealed by `encode`: nobody else could have written it.
    return JSON.parse(sealer.open(PURPOSE, stored)) as SessionData;
  } catch (error) {
    if (error instanceof SealBroken) return {};
    throw error;
  }
}
