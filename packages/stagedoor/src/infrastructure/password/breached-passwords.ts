import { createHash } from 'node:crypto';
import { PlainError } from '../../core/kernel/plain-error.ts';
import type { BreachedPasswords } from '../../core/password/breached-passwords.ts';

/** How long somebody who chooses a password waits for the answer of others. */
const TIMEOUT_MS = 1_500;
/** A range has some 60 KB, twice as much with what pads it. */
const MOST_BYTES = 1_000_000;
const PREFIX_LENGTH = 5;

export interface RangeOptions {
  /** What the ranges are below: `https://api.pwnedpasswords.com`. */
  readonly url: string;
  /** Told each time that the answer did not come; the password is taken. */
  readonly onSilence: (error: unknown) => void;
  readonly timeoutMs?: number;
}

/** For sites that ask nobody. */
export const noBreachedPasswords: BreachedPasswords = { have: async () => false };

/**
 * Asks Have I Been Pwned, or a copy of it: the first five characters of the SHA-1 leave this machine, those of some 800 passwords alike, and
 * padding hides how many there were. Fails open.
 *
 * @see https://haveibeenpwned.com/API/v3#PwnedPasswords
 */
export function createBreachedPasswords({
  url,
  onSilence,
  timeoutMs = TIMEOUT_MS,
}: RangeOptions): BreachedPasswords {
  const base = url.replace(/\/+$/, '');
  return {
    async have(password) {
      const hash = createHash('sha1').update(password).digest('hex').toUpperCase();
      try {
        const range = await readRange(`${base}/range/${hash.slice(0, PREFIX_LENGTH)}`, timeoutMs);
        return isAmong(range, hash.slice(PREFIX_LENGTH));
      } catch (error) {
        onSilence(error);
        return false;
      }
    },
  };
}

async function readRange(address: string, timeoutMs: number): Promise<string> {
  const response = await fetch(address, {
    headers: { 'add-padding': 'true', 'user-agent': 'stagedoor' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new PlainError(`it answered ${response.status}`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_BYTES) throw new PlainError('it answered too much');
  }
  return text;
}

/** Lines of `rest of the hash:how often`; what pads them was seen never. */
function isAmong(range: string, rest: string): boolean {
  return range.split('\n').some((line) => {
    const [suffix = '', count = ''] = line.trim().split(':');
    return suffix.toUpperCase() === rest && Number(count) > 0;
  });
}
