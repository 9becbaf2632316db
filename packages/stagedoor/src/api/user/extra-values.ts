import { refuseProblems } from '../../core/kernel/errors.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';

/**
 * The configured extra fields that the body carries, as they came; the core reads each by its kind. Only plain values
 * without control bytes get that far.
 *
 * @throws AccountsError `invalid-input` naming the field.
 */
export function extraValuesOf(exchange: Exchange): Record<string, unknown> {
  const body = exchange.body();
  const given = Object.keys(exchange.context.accounts.extraFields).filter((name) =>
    Object.hasOwn(body, name),
  );
  refuseProblems(Object.fromEntries(given.map((name) => [name, problemsOf(body[name])])));
  return Object.fromEntries(given.map((name) => [name, body[name]]));
}

function problemsOf(value: unknown) {
  if (value !== null && typeof value === 'object') return [{ code: 'invalid_string' }];
  if (typeof value !== 'string') return [];
  if (!value.isWellFormed()) return [{ code: 'invalid_string' }];
  return value.includes('\0') ? [{ code: 'null_characters_not_allowed' }] : [];
}
