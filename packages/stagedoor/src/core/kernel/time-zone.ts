import type { FieldProblem } from './errors.ts';

export const TIME_ZONE_MAX_LENGTH = 64;
// As the names of the IANA Time Zone Database begin. `Intl` takes offsets like `+01:00` too, which know no summer time.
const NAME = /^[A-Za-z][\w+/-]*$/;

/** Whether this process can tell the time in the zone: what one release of Node knows, an older one may not. */
function isTimeZone(name: string): boolean {
  if (name.length > TIME_ZONE_MAX_LENGTH || !NAME.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The zone as far as this process can tell its time; null where it cannot, or none is known. */
export function knownTimeZone(name: string | null): string | null {
  return name !== null && isTimeZone(name) ? name : null;
}

/** What is wrong with the name of a zone; null is the unknown one. */
export function checkTimeZone(name: string | null): FieldProblem[] {
  if (name === null || isTimeZone(name)) return [];
  return name.length > TIME_ZONE_MAX_LENGTH
    ? [{ code: 'max_length', params: { max_length: TIME_ZONE_MAX_LENGTH } }]
    : [{ code: 'invalid_time_zone' }];
}
