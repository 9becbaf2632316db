import { securityEvent } from '../../audit/security-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { Stores } from '../dependencies.ts';

/** Writes down that the user wants another address: the worker decides whether a link goes there. */
export async function recordEmailChangeRequest(
  stores: Pick<Stores, 'audit' | 'jobs'>,
  request: {
    readonly userId: number;
    readonly email: string;
    readonly visitor: Visitor;
    readonly now: Date;
  },
): Promise<void> {
  const { userId, email, visitor, now } = request;
  await stores.audit.append(securityEvent('email-change-request', { userId, visitor, now }));
  await stores.jobs.enqueue({ name: 'mail-email-change', userId, email, language: visitor.language });
}
