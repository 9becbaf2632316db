import type { Read } from '../../core/kernel/read-value.ts';

const DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,12}))?)?$/;
/** As Django's `parse_datetime` reads it: up to twelve figures of a second, of which we keep three. */
const MOMENT =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,12}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A day that the calendar has, as `YYYY-MM-DD`; month and day may be said by one figure, as Django reads them. */
export function readDate(raw: unknown): Read<string> {
  const [, year = '', month, date] = typeof raw === 'string' ? (DAY.exec(raw.trim()) ?? []) : [];
  const day = [year, twoFigures(month), twoFigures(date)].join('-');
  return isDay(day) ? { value: day } : { problem: { code: 'invalid_date' } };
}

/** A time of the day, to the second: a fraction of one is refused rather than lost. */
export function readTime(raw: unknown): Read<string> {
  const text = typeof raw === 'string' ? raw.trim() : '';
  if (!isTime(text)) return { problem: { code: 'invalid_time' } };
  if (/[.,]\d*[1-9]/.test(text)) return { problem: { code: 'no_fraction' } };
  const [, hours, minutes, seconds] = TIME.exec(text) ?? [];
  return { value: [hours, minutes, seconds].map(twoFigures).join(':') };
}

/** A moment; without an offset it is meant in UTC. Code says it as a `Date`. */
export function readMoment(raw: unknown): Read<Date> {
  if (raw instanceof Date) return inCalendar(raw);
  const found = typeof raw === 'string' ? MOMENT.exec(raw.trim()) : null;
  if (found === null) return { problem: { code: 'invalid_datetime' } };
  const [, year, month, date, hours, minutes, seconds, fraction = '', offset = 'Z'] = found;
  const day = [year, twoFigures(month), twoFigures(date)].join('-');
  const time = [hours, minutes, seconds].map(twoFigures).join(':');
  if (!isDay(day) || !isTime(time)) return { problem: { code: 'invalid_datetime' } };
  return inCalendar(new Date(`${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}${withColon(offset)}`));
}

/** As a limit a day is its first moment, as django-filter has it. */
export function momentOfDay(raw: unknown): unknown {
  const day = readDate(raw);
  return 'value' in day ? `${day.value}T00:00` : raw;
}

function twoFigures(part = ''): string {
  return part.padStart(2, '0');
}

/** In years of four figures, as UTC counts them: what is beyond has another form, and no order as a text. */
function inCalendar(moment: Date): Read<Date> {
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? { value: moment } : { problem: { code: 'invalid_datetime' } };
}

function withColon(offset: string): string {
  const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return hours === undefined ? 'Z' : `${hours}:${minutes}`;
}

function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (year === undefined || year === '0000') return false;
  const date = new Date(`${text}T00:00:00Z`);
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day);
}

function isTime(text: string): boolean {
  const [, hours, minutes, seconds = '0'] = TIME.exec(text) ?? [];
  return hours !== undefined && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60;
}
