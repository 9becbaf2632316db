import type { AuditCut } from './audit-event.ts';

/**
 * The signed end of the audit chain, kept outside the database, so that cutting off the newest rows together with
 * their seals is noticed.
 */
export interface AuditHead {
  /** Null when none was ever written; throws when the signature does not match. */
  read(): Promise<{ sequence: number; hash: string } | null>;
  write(head: { sequence: number; hash: string }): Promise<void>;
  /** Signs where the chain begins once older rows are gone. The cut itself is kept with the rows. */
  signCut(cut: Pick<AuditCut, 'sequence' | 'hash'>): AuditCut;
  isSigned(cut: AuditCut): boolean;
}
