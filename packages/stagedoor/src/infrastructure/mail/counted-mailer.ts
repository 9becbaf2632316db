import type { Mailer } from './mailer.ts';

/** How many e-mails a process handed on, and how many tries failed, since its start. */
export interface MailCounts {
  readonly sent: number;
  readonly failed: number;
}

/** The same mailer, counting. */
export function createCountedMailer(mailer: Mailer): { readonly mailer: Mailer; counts(): MailCounts } {
  let sent = 0;
  let failed = 0;
  return {
    counts: () => ({ sent, failed }),
    mailer: {
      async send(mail, signal) {
        try {
          await mailer.send(mail, signal);
          sent += 1;
        } catch (error) {
          failed += 1;
          throw error;
        }
      },
      close: () => mailer.close(),
    },
  };
}
