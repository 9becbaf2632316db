const SHORTEST_BYTES = 32;
const FEWEST_DIFFERENT_CHARACTERS = 10;
const PLACEHOLDER =
  /change[\s_-]?(?:me|this|it)|replace[\s_-]?(?:me|this)|django-insecure|your[\s_-]?(?:256|secret|key|own|super)|example|insecure|placeholder|not[\s_-]?(?:so|a|very)?[\s_-]?secret|secret[\s_-]?key|super[\s_-]?secret|password|pepe1234|keyboard[\s_-]?cat|lorem|test[\s_-]?key|development|default/i;

/** Why a secret must not guard anything, in words that complete "NAME …"; null when nothing speaks against it. */
export function weaknessOf(secret: string): string | null {
  if (Buffer.byteLength(secret) < SHORTEST_BYTES) return `must have at least ${SHORTEST_BYTES} bytes`;
  if (PLACEHOLDER.test(secret)) return 'is a placeholder that others know';
  if (new Set(secret).size < FEWEST_DIFFERENT_CHARACTERS)
    return 'has too few different characters to be random';
  return isRepetition(secret) ? 'repeats a short text' : null;
}

/** Whether `value` is a 32-byte key in URL-safe base64, as `generate_key` prints it (44 characters). */
export function isEncryptionKey(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}=?$/.test(value) && Buffer.from(value, 'base64url').length === 32;
}

function isRepetition(text: string): boolean {
  // A text made of repetitions is found in its own double before the middle.
  return (text + text).indexOf(text, 1) < text.length;
}
