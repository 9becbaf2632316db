const SHORTEST_BYTES = 32;
/** What is left of the shortest good key (32 random hexadecimal digits, 128 bits) is far above it. */
const FEWEST_BITS = 80;
/** Fewer in a row are found in random keys too. */
const SHORTEST_RUN = 4;
const PLACEHOLDER =
  /change[\s_-]?(?:me|this|it)|replace[\s_-]?(?:me|this)|django-insecure|your[\s_-]?(?:256|secret|key|own|super)|example|insecure|placeholder|not[\s_-]?(?:so|a|very)?[\s_-]?secret|secret[\s_-]?key|super[\s_-]?secret|password|pepe1234|keyboard[\s_-]?cat|lorem[\s_-]?ipsum|test[\s_-]?key|development|default/i;
/** Twice over, so that a run may go round the end. */
const ROWS = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'qsdfghjklm',
  'zxcvbnm',
  'yxcvbnm',
  '!@#$%^&*()',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
].flatMap((row) => [row + row, [...(row + row)].reverse().join('')]);

/** Why a secret must not guard anything, in words that complete "NAME …"; null when nothing speaks against it. */
export function weaknessOf(secret: string): string | null {
  if (Buffer.byteLength(secret) < SHORTEST_BYTES) return `must have at least ${SHORTEST_BYTES} bytes`;
  // A key may be random in its letters alone: `base64` of a sequence looks like one.
  const readings = [secret, ...(isEncryptionKey(secret) ? [bytesOf(secret)] : [])];
  if (readings.some((text) => PLACEHOLDER.test(text))) return 'is a placeholder that others know';
  if (readings.some((text) => unforeseenBits(text) < FEWEST_BITS))
    return 'can be guessed: it repeats itself, follows the alphabet or the keyboard, or has too few different characters';
  return null;
}

/** Whether `value` is a 32-byte key in URL-safe base64, as `generate_key` prints it (44 characters). */
export function isEncryptionKey(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}=?$/.test(value) && Buffer.from(value, 'base64url').length === 32;
}

function bytesOf(key: string): string {
  return Buffer.from(key, 'base64url').toString('latin1');
}

/** At most what a guesser is left with who knows the alphabet and tries runs and repetitions whole. */
function unforeseenBits(text: string): number {
  const lower = text.toLowerCase();
  let steps = 0;
  for (let at = 0; at < text.length; at += foreseenFrom(lower, at)) steps += 1;
  return steps * Math.log2(new Set(text).size);
}

/** How many characters from `at` on are one step for a guesser. */
function foreseenFrom(text: string, at: number): number {
  const longest = Math.max(evenSteps(text, at), alongRow(text, at), seenBefore(text, at));
  return longest < SHORTEST_RUN ? 1 : longest;
}

/** `aaaa`, `abcd`, `9753`. */
function evenSteps(text: string, at: number): number {
  const step = text.charCodeAt(at + 1) - text.charCodeAt(at);
  if (!(Math.abs(step) <= 2)) return 1;
  let end = at + 2;
  while (text.charCodeAt(end) - text.charCodeAt(end - 1) === step) end += 1;
  return end - at;
}

function alongRow(text: string, at: number): number {
  return Math.max(...ROWS.map((row) => longestFrom(text, at, (piece) => row.includes(piece))));
}

/** The beginning may overlap with what repeats it, as in `abcabcabc`. */
function seenBefore(text: string, at: number): number {
  return longestFrom(text, at, (piece) => text.indexOf(piece) < at);
}

function longestFrom(text: string, at: number, isKnown: (piece: string) => boolean): number {
  let length = 0;
  while (at + length < text.length && isKnown(text.slice(at, at + length + 1))) length += 1;
  return length;
}

/** What is wrong with a secret, in a sentence; one that is missing is told of elsewhere. */
export function secretWeakness(name: string, value: string): string[] {
  const weakness = value === '' ? null : weaknessOf(value);
  return weakness === null ? [] : [`${name} ${weakness}; \`stagedoor generate_key\` makes a good one.`];
}
