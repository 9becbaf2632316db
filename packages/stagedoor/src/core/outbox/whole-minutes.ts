/** Whole minutes for an e-mail, at least one. */
export function wholeMinutes(durationMs: number): number {
  return Math.max(1, Math.floor(durationMs / 60_000));
}
