import type { Job } from '../../../core/outbox/job-store.ts';

/**
 * A job as it was stored, in the words of now. E-mails were called letters once: those that waited in the outbox while
 * the site moved to this version are still stored so, and leave like any other.
 */
export function readStoredJob(payload: string): Job {
  const stored = JSON.parse(payload) as Readonly<Record<string, unknown>>;
  // Sealed by `enqueue`: nobody else could have written it, now or then.
  return inTodaysWords(stored) as unknown as Job;
}

function inTodaysWords({ letter, occasion, ...rest }: Readonly<Record<string, unknown>>): object {
  const details = occasion === undefined ? {} : { requestDetails: occasion };
  if (rest.name !== 'send-letter') return { ...rest, ...details };
  return { ...rest, name: 'send-mail', mail: mailOf(letter as Readonly<Record<string, unknown>>) };
}

function mailOf({ letter, occasion, ...rest }: Readonly<Record<string, unknown>>): object {
  return { mail: letter, ...rest, ...(occasion === undefined ? {} : { requestDetails: occasion }) };
}
