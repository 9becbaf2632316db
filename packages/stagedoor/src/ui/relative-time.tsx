import type { VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * “3 hours ago”, “in 2 days”; under a minute it is now. What is past is counted in whole units; what is to come is rounded,
 * or a week from now would be six days a moment later.
 */
export function relativeTime(t: Translator, moment: Date, now: Date): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  if (!step) return t('time.now');
  const [unit, length] = step;
  const count = seconds > 0 ? Math.round(seconds / length) : Math.trunc(seconds / length);
  return new Intl.RelativeTimeFormat(t.language, { numeric: 'auto' }).format(count, unit);
}

/** The exact moment in words, in the reader's zone, which is named: UTC where it is unknown. */
export function exactTime(t: Translator, moment: Date): string {
  const timeZone = t.timeZone ?? 'UTC';
  const words = new Intl.DateTimeFormat(t.language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  return `${words.format(moment)} ${zoneAt(t, moment)}`;
}

/** With the offset, because in autumn an hour comes twice. */
function zoneAt({ timeZone }: Translator, moment: Date): string {
  if (timeZone === null || timeZone === 'UTC') return 'UTC';
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
  const offset = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${offset}, ${timeZone}`;
}

/** A wait in words: “2 minutes”, rounded up so that waiting it is always enough. */
export function duration(t: Translator, seconds: number): string {
  const inUnit = (count: number, unit: 'second' | 'minute' | 'hour'): string =>
    new Intl.NumberFormat(t.language, { style: 'unit', unit, unitDisplay: 'long' }).format(
      Math.max(1, Math.ceil(count)),
    );
  if (seconds < 60) return inUnit(seconds, 'second');
  if (seconds < 3_600) return inUnit(seconds / 60, 'minute');
  return inUnit(seconds / 3_600, 'hour');
}

export interface RelativeTimeProps {
  readonly t: Translator;
  readonly moment: Date;
  readonly now: Date;
}

/**
 * Relative words with the exact moment on hover; the script keeps them fresh, and shows the moment in the
 * browser's zone where the person has chosen none.
 */
export function RelativeTime({ t, moment, now }: RelativeTimeProps): VNode {
  return (
    <time dateTime={moment.toISOString()} title={exactTime(t, moment)} data-relative data-now={t('time.now')}>
      {relativeTime(t, moment, now)}
    </time>
  );
}

/** The moment itself; the script turns it to the browser's zone where the person has chosen none. */
export function ExactTime({ t, moment }: Omit<RelativeTimeProps, 'now'>): VNode {
  return (
    <time dateTime={moment.toISOString()} data-exact>
      {exactTime(t, moment)}
    </time>
  );
}

/** A day by its date, for what is planned with: “21 Nov 2026”, with the exact moment on hover; in the browser's zone as above. */
export function CalendarDay({ t, moment }: Omit<RelativeTimeProps, 'now'>): VNode {
  const format = { dateStyle: 'medium', timeZone: t.timeZone ?? 'UTC' } as const;
  return (
    <time dateTime={moment.toISOString()} title={exactTime(t, moment)} data-day>
      {new Intl.DateTimeFormat(t.language, format).format(moment)}
    </time>
  );
}
