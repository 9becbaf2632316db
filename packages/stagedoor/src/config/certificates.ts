import { readFileSync } from 'node:fs';
import { when } from './when.ts';

/** The text of a PEM file; null when there is none. */
export function readCertificates(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    return text.includes('-----BEGIN CERTIFICATE-----') ? text : null;
  } catch {
    return null;
  }
}

export function certificateProblem(name: string, path: string | null): string[] {
  return when(
    path !== null && readCertificates(path) === null,
    `${name} must be a readable file of certificates in PEM form: ${path}`,
  );
}
