/** What a proof rests on (NIST SP 800-63B, section 1): something somebody knows, has, or is. */
export type Factor = 'knowledge' | 'possession' | 'inherence';

/** One proof of who somebody is. */
export interface AuthenticationMethod {
  /** By what: `password`, `remote-user`, … */
  readonly method: string;
  /** The factors that were proved by it; none where an outside system vouches, and does not say how it knows. */
  readonly factors: readonly Factor[];
  readonly at: Date;
}

/** How sure it is who somebody is (NIST SP 800-63B): `aal1` by one factor, `aal2` by two different ones. */
export type AssuranceLevel = 'aal1' | 'aal2';

/** How whoever sends a request proved who they are. */
export interface Authentication {
  /** What was proved so far, each method once, with its last time; empty for a token that an operator handed out. */
  readonly methods: readonly AuthenticationMethod[];
  /** Worked out of the methods, and stored nowhere. */
  readonly level: AssuranceLevel;
  /**
   * The last proof that sensitive acts may rest on. Null for tokens of programs, and for a password that comes with every
   * request: their sender need not be there.
   */
  readonly at: Date | null;
}

export function authenticationOf(proved: {
  readonly methods: readonly AuthenticationMethod[];
  readonly authenticatedAt: Date | null;
}): Authentication {
  const { methods, authenticatedAt: at } = proved;
  return { methods, level: levelOf(methods), at };
}

/** The level that these proofs come to together. */
export function levelOf(methods: readonly AuthenticationMethod[]): AssuranceLevel {
  const factors = new Set(methods.flatMap((proved) => proved.factors));
  return factors.size >= 2 ? 'aal2' : 'aal1';
}

export function provedPassword(at: Date): AuthenticationMethod {
  return { method: 'password', factors: ['knowledge'], at };
}

/** Another system says who it is, and nothing of how it knows. */
export function assertedBy(method: string, at: Date): AuthenticationMethod {
  return { method, factors: [], at };
}

/** With a further proof, which takes the place of an older one by the same method. */
export function withProof(
  methods: readonly AuthenticationMethod[],
  proved: AuthenticationMethod,
): readonly AuthenticationMethod[] {
  return [...methods.filter(({ method }) => method !== proved.method), proved];
}
