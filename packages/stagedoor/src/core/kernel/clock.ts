/** The only source of time in the core, so that every deadline can be tested just before and just after. */
export interface Clock {
  now(): Date;
  /** Resolves once `now()` has reached `moment`; at once if it already has. */
  waitUntil(moment: Date): Promise<void>;
}

/** Milliseconds in `count` seconds. Durations inside the core are milliseconds unless their name says otherwise. */
export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => seconds(60) * count;
export const hours = (count: number): number => minutes(60) * count;
export const days = (count: number): number => hours(24) * count;

/** The moment `durationMs` milliseconds after `from`. */
export function after(from: Date, durationMs: number): Date {
  return new Date(from.getTime() + durationMs);
}
