import { PlainError } from '../kernel/plain-error.ts';
import type { AuditCut } from './audit-event.ts';

/**
 * The signed end of the audit chain, kept outside the database, so that cutting off the newest rows together with
 * their seals is noticed.
 */
export interface AuditHead {
  /**
   * Null when none was ever written.
   *
   * @throws AuditHeadFault for one that the keys of this site do not vouch for
   */
  read(): Promise<{ sequence: number; hash: string } | null>;
  write(head: { sequence: number; hash: string }): Promise<void>;
  /** Signs where the chain begins once older rows are gone. The cut itself is kept with the rows. */
  signCut(cut: Pick<AuditCut, 'sequence' | 'hash'>): AuditCut;
  isSigned(cut: AuditCut): boolean;
}

/** Why a head that is there vouches for nothing. `unproved`: it names no key, so it is one of the two before. */
export type HeadFault = 'other-key' | 'changed' | 'unproved' | 'garbled';

const words: Readonly<Record<HeadFault, string>> = {
  'other-key': 'the audit head is signed with another key than SECRET_KEY and SECRET_KEY_FALLBACKS',
  changed: 'the signature of the audit head does not match: it was changed',
  unproved: 'the signature of the audit head does not match: it was changed, or SECRET_KEY was',
  garbled: 'the audit head is not one: it was edited or cut short',
};

export class AuditHeadFault extends PlainError {
  readonly fault: HeadFault;

  constructor(fault: HeadFault) {
    super(words[fault]);
    this.name = 'AuditHeadFault';
    this.fault = fault;
  }
}
