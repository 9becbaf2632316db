import type { Dependencies } from '../dependencies.ts';
import type { Visitor } from '../visitor.ts';
import type { AuditAction, AuditEvent } from './audit-event.ts';
import { securityEvent } from './security-event.ts';

/** An event that a door noticed by itself: a refused CSRF token, a tripped limit, a denied permission (ASVS V16.3.3). */
export async function recordSecurityEvent(
  deps: Pick<Dependencies, 'audit' | 'clock'>,
  input: {
    readonly action: Extract<AuditAction, 'csrf-refused' | 'throttled' | 'permission-denied'>;
    readonly userId: number | null;
    readonly visitor: Visitor;
    readonly detail: AuditEvent['detail'];
  },
): Promise<void> {
  const { action, userId, visitor, detail } = input;
  await deps.audit.append(
    securityEvent(action, { userId, visitor, now: deps.clock.now(), success: false, detail }),
  );
}
