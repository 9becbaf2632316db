import { PlainError } from '../../core/kernel/plain-error.ts';

/** The work took longer than it may. What it still does is not waited for. */
export class TimeLimitExceeded extends PlainError {
  constructor(limitMs: number) {
    super(`not done after ${limitMs} ms`);
    this.name = 'TimeLimitExceeded';
  }
}

/**
 * Runs `work` until it settles, `limitMs` have passed or `stop` fires, whichever comes first; its own signal fires with
 * the last two. Work that ignores the signal goes on unheard.
 *
 * @throws TimeLimitExceeded, or the reason of `stop`.
 */
export async function withTimeLimit<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  { limitMs, stop }: { limitMs: number; stop: AbortSignal },
): Promise<Result> {
  const limit = new AbortController();
  const giveUp = () => limit.abort(stop.reason);
  const timer = setTimeout(() => limit.abort(new TimeLimitExceeded(limitMs)), limitMs);
  stop.addEventListener('abort', giveUp);
  try {
    return await Promise.race([work(limit.signal), rejectionOf(limit.signal)]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', giveUp);
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
