import type { Settings } from '../settings.ts';

/** How long an activation link lives: as set, and never longer than an account that is not activated. */
export function activationLife(settings: Settings, joinedAt: Date, now: Date): number {
  const { links, removeUnactivatedAfterMs } = settings;
  if (removeUnactivatedAfterMs === null) return links.activationMs;
  const left = joinedAt.getTime() + removeUnactivatedAfterMs - now.getTime();
  return Math.max(0, Math.min(links.activationMs, left));
}

/** Whole minutes for a letter, at least one. */
export function wholeMinutes(durationMs: number): number {
  return Math.max(1, Math.floor(durationMs / 60_000));
}
