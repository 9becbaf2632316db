/** What is true of a session by what its key is carried in. */
interface SessionKindFacts {
  /** Under which its keys are hashed: a key of one kind is never found as another. */
  readonly keyPurpose: string;
  /** A person logged in, and that was a proof of who they are; or a program has it, wherever that may run. */
  readonly openedBy: 'person' | 'program';
  /** It has a list of its own, and ends neither with the password nor with all the others. */
  readonly standsAlone: boolean;
}

/**
 * What a session's key is carried in: a browser's cookie, the tokens of one JWT family, a user's API token, or a personal
 * access token. Whatever lets somebody in for longer than a request is a session, so that it is found, listed and ended
 * in one way.
 */
const sessionKinds = {
  cookie: { keyPurpose: 'session', openedBy: 'person', standsAlone: false },
  jwt: { keyPurpose: 'jwt', openedBy: 'person', standsAlone: false },
  'api-token': { keyPurpose: 'api-token', openedBy: 'program', standsAlone: false },
  'personal-token': { keyPurpose: 'personal-token', openedBy: 'program', standsAlone: true },
} as const satisfies Readonly<Record<string, SessionKindFacts>>;

export type SessionKind = keyof typeof sessionKinds;

function kindsWhere(holds: (facts: SessionKindFacts) => boolean): readonly SessionKind[] {
  return (Object.keys(sessionKinds) as SessionKind[]).filter((kind) => holds(sessionKinds[kind]));
}

/** Also for those who ask a database. */
export const kindsThatStandAlone = kindsWhere((facts) => facts.standsAlone);
const kindsOfPrograms = kindsWhere(({ openedBy }) => openedBy === 'program');

interface OfKind {
  readonly kind: SessionKind;
}

export function keyPurposeOf(kind: SessionKind): string {
  return sessionKinds[kind].keyPurpose;
}

export function isOfPrograms({ kind }: OfKind): boolean {
  return kindsOfPrograms.includes(kind);
}

export function standsAlone({ kind }: OfKind): boolean {
  return kindsThatStandAlone.includes(kind);
}
