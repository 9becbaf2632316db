import type { Exchange } from './exchange.ts';

const LONGEST = 200;

/** Leaves an audit row for who asked for what is not theirs (ASVS V16.3.2): one for each of them in an hour. */
export async function noteDenial(exchange: Exchange, route: string): Promise<void> {
  const holder = await exchange.sessionHolder();
  await exchange.context.useCases.activity.recordSecurityEvent({
    action: 'permission-denied',
    userId: holder?.user.id ?? null,
    visitor: exchange.visitor,
    detail: { route: route.slice(0, LONGEST) },
  });
}
