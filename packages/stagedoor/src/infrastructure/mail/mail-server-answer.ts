import { PlainError } from '../../core/kernel/plain-error.ts';
import { UnrecoverableJob } from '../jobs/unrecoverable-job.ts';

/** The mail server said no for now, or was not to be reached: worth another try. */
export class MailServerFault extends PlainError {
  constructor(message: string) {
    super(message);
    this.name = 'MailServerFault';
  }
}

/** The mail server said no to this e-mail for good: "the exact request SHOULD NOT be repeated" (RFC 5321, 4.2.1). */
export class MailRefused extends UnrecoverableJob {
  constructor(message: string) {
    super(message);
    this.name = 'MailRefused';
  }
}

/** What is said about one e-mail. Before that, at EHLO or AUTH, a refusal is about the site, and the e-mail waits for it. */
const ABOUT_THE_LETTER = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
/** Where the words are Node's, about names, ports and certificates. */
const OF_THE_CONNECTION = new Set(['ESOCKET', 'ECONNECTION', 'ETIMEDOUT', 'ETLS', 'EDNS', 'ECONNREFUSED']);
const COMMAND = /^[A-Z ]{1,20}$/;
/** RFC 3463: `5.1.1` is an address that does not exist. */
const ENHANCED = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/;

/**
 * What went wrong with a mail server, in codes alone: what it said may quote the e-mail with its link, and the address.
 *
 * @example classifyMailFault(error).message // 'the mail server answered RCPT TO with 550 5.1.1'
 */
export function classifyMailFault(error: unknown): Error {
  if (!(error instanceof Error)) return new MailServerFault('the mail server could not be asked');
  const { code, command, response, responseCode } = error as Partial<SmtpFault>;
  if (typeof responseCode !== 'number') {
    const isNodes = response === undefined && OF_THE_CONNECTION.has(String(code));
    return new MailServerFault(`the mail server could not be asked: ${isNodes ? error.message : code}`);
  }
  const asked = typeof command === 'string' && COMMAND.test(command) ? command : 'the e-mail';
  const enhanced = ENHANCED.exec(String(response ?? ''))?.[1];
  const words = `the mail server answered ${asked} with ${responseCode}${enhanced ? ` ${enhanced}` : ''}`;
  const isForGood = responseCode >= 500 && responseCode < 600 && ABOUT_THE_LETTER.has(asked);
  return isForGood ? new MailRefused(words) : new MailServerFault(words);
}

/** nodemailer's. */
interface SmtpFault extends Error {
  readonly code: string;
  readonly command: string;
  readonly response: string;
  readonly responseCode: number;
}
