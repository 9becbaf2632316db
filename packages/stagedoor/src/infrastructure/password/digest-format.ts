import { createHash } from 'node:crypto';
import { isSameText, type PasswordFormat, type StoredPassword } from './password-format.ts';

const HEX_LENGTHS = { md5: 32, sha1: 40 } as const;
type Digest = keyof typeof HEX_LENGTHS;

/**
 * What the oldest rows hold: `md5$salt$hex`, `sha1$salt$hex`, the same with an empty salt, and MD5 as 32
 * bare hexadecimal characters. Only read, to be replaced at the first right password (ASVS V11.4.2).
 */
export function createDigestFormat(algorithm: Digest): PasswordFormat {
  return {
    algorithm,
    isNearlyFree: true,
    read(encoded) {
      const parts = encoded.split('$');
      if (parts.length === 1) return readDigest(algorithm, '', encoded);
      const [, salt, hex] = parts;
      if (salt === undefined || hex === undefined || parts.length > 3) return undefined;
      return readDigest(algorithm, salt, hex);
    },
  };
}

function readDigest(algorithm: Digest, salt: string, hex: string): StoredPassword | undefined {
  if (hex.length !== HEX_LENGTHS[algorithm] || !/^[0-9a-f]+$/.test(hex)) return undefined;
  return {
    isCurrent: false,
    matches: async (password) =>
      isSameText(createHash(algorithm).update(salt).update(password).digest('hex'), hex),
  };
}
