import type { AuthenticationMethod } from '../session/authentication.ts';

/** What proves a second factor, as sessions keep it. */
const codeMethods = ['totp', 'recovery-code'] as const;
const factorMethods = [...codeMethods, 'passkey'] as const;

/** What is proved by something that is typed. */
export type CodeMethod = (typeof codeMethods)[number];

export function isFactorMethod({ method }: Pick<AuthenticationMethod, 'method'>): boolean {
  return factorMethods.some((name) => name === method);
}

/** A code that was shown just now: of something that somebody has, a list of codes too (NIST SP 800-63B, section 3.1.2). */
export function provedCode(method: CodeMethod): Omit<AuthenticationMethod, 'at'> {
  return { method, factors: ['possession'] };
}
