import { accountEventTypes } from '../event/account-event.ts';

/** What a receiver is told of an event. */
export interface ToldEvent {
  readonly type: string;
  readonly occurredAt: Date;
  readonly data: unknown;
}

const ours: ReadonlySet<string> = new Set(accountEventTypes);

/** `type`, `timestamp` and `data`: of our own events under the names that our JSON has, of others as they are. */
export function webhookBody({ type, occurredAt, data }: ToldEvent): string {
  const told = ours.has(type) ? inSnakeCase(Object(data)) : data;
  return JSON.stringify({ type, timestamp: occurredAt.toISOString(), data: told });
}

function inSnakeCase(data: object): object {
  const inner = Object.entries(data).map(([name, value]) => [
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return Object.fromEntries(inner);
}
