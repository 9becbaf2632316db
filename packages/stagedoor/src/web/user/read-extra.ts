import type { Exchange } from '../../http/exchange.ts';
import { describeExtraFields } from './extra-field-inputs.ts';

/** The posted texts of the configured extra fields, by name. */
export function readExtra(exchange: Exchange, where: 'sign-up' | 'profile'): Record<string, string> {
  const body = exchange.body();
  const described = describeExtraFields(exchange.context.accounts.extraFields, where);
  const typed = described.flatMap(({ name, kind }) => {
    const value = body[name];
    if (typeof value === 'string') return [[name, value]];
    return kind === 'boolean' ? [[name, 'false']] : [];
  });
  return Object.fromEntries(typed);
}
