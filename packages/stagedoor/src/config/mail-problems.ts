import { readFileSync } from 'node:fs';
import { parseSender } from '../core/outbox/parse-sender.ts';
import type { Config } from './complete-config.ts';

/** What makes the settings of mail impossible, in any mode. */
export function mailProblems(config: Config): string[] {
  const url = config.mailUrl?.reveal() ?? null;
  const problems: string[] = [];
  if (url !== null && !isMailServer(url)) {
    problems.push('MAIL_URL must name a mail server, such as smtp://user:password@mail.example.org:587.');
  }
  if (parseSender(config.mailFrom) === null) {
    problems.push(
      `MAIL_FROM must be one address, such as Example <noreply@example.org>; it is "${config.mailFrom}".`,
    );
  }
  if (config.mailCaFile !== null && readCertificates(config.mailCaFile) === null) {
    problems.push(`MAIL_CA_FILE must be a readable file of certificates in PEM form: ${config.mailCaFile}`);
  }
  return problems;
}

function isMailServer(url: string): boolean {
  if (url.startsWith('console:')) return true;
  return (URL.parse(url)?.hostname ?? '') !== '';
}

/** The text of a PEM file; null when there is none. */
export function readCertificates(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text.includes('-----BEGIN CERTIFICATE-----') ? text : null;
  } catch {
    return null;
  }
}
