import { canonicalEmail } from '../../core/kernel/email.ts';
import { UnrecoverableJob } from '../jobs/unrecoverable-job.ts';

/** The address is none that we and every mail server on the way read in the same way, so nothing is ever sent to it. */
export class UndeliverableMail extends UnrecoverableJob {
  constructor() {
    super('the recipient is not one exact address');
    this.name = 'UndeliverableMail';
  }
}

/**
 * The one address that a mail goes to, its domain in ASCII form, the local part as the person typed it.
 *
 * The core checked it long ago; the mailer checks again with the same grammar, because a line break, a comma or a
 * quoted local part that came in by another way would reach other people (ASVS V1.3.11).
 *
 * @throws UndeliverableMail
 */
export function exactMailbox(address: string): string {
  const canonical = canonicalEmail(address);
  if (canonical === null || address !== address.trim()) throw new UndeliverableMail();
  const local = address.slice(0, address.lastIndexOf('@'));
  return local + canonical.slice(canonical.lastIndexOf('@'));
}
