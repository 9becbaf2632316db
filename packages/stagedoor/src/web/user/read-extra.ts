import type { Exchange } from '../../http/exchange/exchange.ts';
import { describeExtraFields } from './extra-field-inputs.ts';

type Where = 'sign-up' | 'profile';

/** The posted values of the configured extra fields, by name, for the core to judge; a box that was not ticked says no. */
export function readExtra(exchange: Exchange, where: Where): Record<string, unknown> {
  const body = exchange.body();
  const posted = describedFields(exchange, where).flatMap(({ name, kind }) => {
    if (name in body) return [[name, body[name]]];
    return kind === 'boolean' ? [[name, 'false']] : [];
  });
  return Object.fromEntries(posted);
}

/** What a refused form shows again of them: the texts that were sent, so that no box ticks itself. */
export function sentExtra(exchange: Exchange, where: Where): Record<string, string> {
  if (exchange.request.method !== 'POST') return {};
  const body = exchange.body();
  const sent = describedFields(exchange, where).flatMap(({ name }) => {
    const value = body[name];
    return typeof value === 'string' ? [[name, value.replaceAll('\0', '')]] : [];
  });
  return Object.fromEntries(sent);
}

function describedFields(exchange: Exchange, where: Where) {
  return describeExtraFields(exchange.context.accounts.extraFields, where, exchange.language);
}
