export const DAY_SECONDS = 86_400;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a text such as `90s`, `15m`, `2h` or `1d`; null for any other text. */
export function parseDuration(text: string): number | null {
  const match = /^([1-9]\d{0,6})([smhd])$/.exec(text);
  return match?.[1] && match[2] ? Number(match[1]) * (UNIT_MS[match[2]] ?? 0) : null;
}

/** The shortest text that `parseDuration` reads as `durationMs`. */
export function showDuration(durationMs: number): string {
  const unit = ['d', 'h', 'm'].find((name) => durationMs % (UNIT_MS[name] ?? 1) === 0) ?? 's';
  return `${durationMs / (UNIT_MS[unit] ?? 1)}${unit}`;
}
