import type { ColumnState } from '../../../resource/table-state.ts';
import type { Dialect } from '../dialect.ts';
import { quoted } from './sql-words.ts';
import { typeName } from './table-statements.ts';

/** A column before and after. */
export interface ColumnChange {
  readonly from: ColumnState;
  readonly to: ColumnState;
}

/**
 * What a column held, as an expression of what it shall hold. Null stays null. Steps are written where all fits; on the way back a value
 * may not fit, and the database refuses it.
 */
export function convertedValue(column: string, { from, to }: ColumnChange, dialect: Dialect): string {
  const value = quoted(column);
  if (dialect === 'postgres') return inPostgres(value, { from, to });
  if (to.type === 'text') return from.type === 'text' ? value : asText(value, from);
  return from.type === 'text' ? outOfText(value, to) : asNumber(value, { from, to });
}

/** As PostgreSQL makes it of a number that its column may not hold. */
function asNumber(value: string, { from, to }: ColumnChange): string {
  if (to.type === 'decimal') return from.type === 'decimal' ? narrowed(value, { from, to }) : value;
  if (from.type === 'decimal') return `cast(round(${value}) as integer)`;
  return to.type === 'boolean' && from.type !== 'boolean' ? `(${value} <> 0)` : value;
}

function narrowed(value: string, { from, to }: ColumnChange): string {
  const { digits = 0, places = 0 } = to;
  const whole = digits - places;
  const rounded = places < (from.places ?? 0) ? `round(${value}, ${places})` : value;
  if (whole >= (from.digits ?? 0) - (from.places ?? 0)) return rounded;
  return refusing(`abs(${rounded}) < 1e${whole}`, rounded, value);
}

function inPostgres(value: string, { from, to }: ColumnChange): string {
  if (from.type === 'moment' && to.type === 'text')
    return `to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  if (from.type === 'boolean' && to.type === 'integer') return `${value}::int`;
  if (from.type === 'integer' && to.type === 'boolean') return `(${value} <> 0)`;
  return `${value}::${typeName(to, 'postgres')}`;
}

function asText(value: string, from: ColumnState): string {
  switch (from.type) {
    case 'boolean':
      return `case ${value} when 1 then 'true' when 0 then 'false' end`;
    case 'decimal':
      return `case when ${value} is not null then printf('%.${from.places ?? 0}f', ${value}) end`;
    case 'integer':
    case 'reference':
      return `cast(${value} as text)`;
    default:
      return value;
  }
}

function outOfText(value: string, to: ColumnState): string {
  switch (to.type) {
    case 'boolean':
      return refusing(`${value} in ('true', 'false')`, `${value} = 'true'`, value);
    case 'decimal': {
      const number = `cast(${value} as real)`;
      return refusing(`printf('%.${to.places ?? 0}f', ${number}) = ${value}`, number, value);
    }
    case 'integer':
    case 'reference':
      return refusing(
        `cast(cast(${value} as integer) as text) = ${value}`,
        `cast(${value} as integer)`,
        value,
      );
    case 'date':
      return refusing(`date(${value}) = ${value}`, value, value);
    case 'time':
      return refusing(`time(${value}) = ${value}`, value, value);
    case 'moment':
      return refusing(`strftime('%Y-%m-%dT%H:%M:%fZ', ${value}) = ${value}`, value, value);
    case 'json':
      return refusing(`json_valid(${value})`, value, value);
    default:
      return value;
  }
}

/** SQLite casts whatever it is given; what is no JSON it refuses. */
function refusing(fits: string, converted: string, value: string): string {
  return `case when ${value} is null then null when ${fits} then ${converted} else json('no such value') end`;
}
