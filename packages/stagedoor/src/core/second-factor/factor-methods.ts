import type { AuthenticationMethod } from '../session/authentication.ts';

/** What proves a second factor, as sessions keep it. */
const factorMethods = ['totp', 'recovery-code'] as const;

export type FactorMethod = (typeof factorMethods)[number];

export function isFactorMethod({ method }: Pick<AuthenticationMethod, 'method'>): boolean {
  return factorMethods.some((name) => name === method);
}

/** A second factor that was shown just now: something that somebody has, a list of codes too (NIST SP 800-63B, section 3.1.2). */
export function provedFactor(method: FactorMethod): Omit<AuthenticationMethod, 'at'> {
  return { method, factors: ['possession'] };
}
