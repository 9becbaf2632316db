import type { Read } from '../../core/kernel/read-value.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)(Z|[+-]\d{2}:?\d{2})?$/i;

/** A day that the calendar has, as `YYYY-MM-DD`. */
export function readDate(raw: unknown): Read<string> {
  return typeof raw === 'string' && isDay(raw.trim())
    ? { value: raw.trim() }
    : { problem: { code: 'invalid_date' } };
}

/** A time of the day, to the second. */
export function readTime(raw: unknown): Read<string> {
  const text = typeof raw === 'string' ? raw.trim() : '';
  return isTime(text)
    ? { value: text.length === 5 ? `${text}:00` : text.slice(0, 8) }
    : { problem: { code: 'invalid_time' } };
}

/** A moment; without an offset it is meant in UTC. Code says it as a `Date`. */
export function readMoment(raw: unknown): Read<Date> {
  if (raw instanceof Date) return inCalendar(raw);
  const found = typeof raw === 'string' ? MOMENT.exec(raw.trim()) : null;
  const [, day = '', time = '', offset = 'Z'] = found ?? [];
  if (found === null || !isDay(day) || !isTime(time)) return { problem: { code: 'invalid_datetime' } };
  const moment = new Date(`${day}T${time}${withColon(offset)}`);
  return inCalendar(moment);
}

/** In years of four figures, as UTC counts them: what is beyond has another form, and no order as a text. */
function inCalendar(moment: Date): Read<Date> {
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? { value: moment } : { problem: { code: 'invalid_datetime' } };
}

function withColon(offset: string): string {
  return offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
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
