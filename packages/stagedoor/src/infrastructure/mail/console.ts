import { exactMailbox } from './mailbox.ts';
import type { Mailer } from './mailer.ts';

/** Writes mails to standard output instead of sending them. For development: they carry working links. */
export function createConsoleMailer(options: {
  readonly from: string;
  readonly write?: (text: string) => void;
}): Mailer {
  const write = options.write ?? ((text: string) => void process.stdout.write(text));
  return {
    async send(mail) {
      const to = exactMailbox(mail.to);
      write(
        `From: ${options.from}\nTo: ${to}\nSubject: ${mail.subject}\n\n${mail.text}\n${'-'.repeat(72)}\n`,
      );
    },
    async close() {},
  };
}
