import { readCertificates } from '../config/certificates.ts';
import type { Config } from '../config.ts';
import { createConsoleMailer } from '../infrastructure/mail/console.ts';
import type { Mailer } from '../infrastructure/mail/mailer.ts';
import { createSmtpMailer } from '../infrastructure/mail/smtp.ts';

/** Through which e-mails leave: the mail server of MAIL_URL, or the terminal. */
export function openMailer(config: Config): Mailer {
  const url = config.mailUrl?.reveal() ?? 'console:';
  const from = config.mailFrom;
  if (url.startsWith('console:')) return createConsoleMailer({ from });
  const certificates = config.mailCaFile === null ? null : readCertificates(config.mailCaFile);
  return createSmtpMailer({
    url,
    from,
    production: config.nodeEnv === 'production',
    ...(certificates === null ? {} : { certificateAuthorities: certificates }),
  });
}
