import type { AuditEvent } from '../audit/audit-event.ts';
import { PlainError } from '../kernel/plain-error.ts';
import type { Visitor } from '../kernel/visitor.ts';
import type { AuthenticationBackend, BackendAnswer } from '../user/authentication-backend.ts';
import type { User } from '../user/user.ts';
import { checkUsernameForm, normalizeUsername } from '../user/username.ts';
import { type AdmitDependencies, admitOutsideUser } from './admit-outside-user.ts';
import type { Dependencies } from './dependencies.ts';
import { PASSWORD_BACKEND } from './password-backend.ts';

/** `notes` are facts for the audit row: which back ends could not be asked, which one refused, and the like. */
export type AuthenticationResult =
  | {
      readonly user: User;
      readonly backend: string;
      readonly upgraded: boolean;
      readonly notes: AuditEvent['detail'];
    }
  | { readonly user: null; readonly userId: number | null; readonly notes: AuditEvent['detail'] };

export type AuthenticateDependencies = AdmitDependencies &
  Pick<Dependencies, 'authenticationBackends' | 'users' | 'identities' | 'passwordHasher'>;

interface Credentials {
  readonly identifier: string;
  /** Whom the identifier means here, if anybody. */
  readonly known: User | null;
  readonly password: string;
  readonly visitor: Visitor;
}

type Verdict = Exclude<BackendAnswer, { outcome: 'asserted' }> & { readonly notes?: AuditEvent['detail'] };

/**
 * Asks the configured back ends in order: the first proof wins, a refusal stops the chain, and what
 * cannot be asked is passed over. The work of a failure is the same whoever stopped it: one hash where passwords of
 * our own are among the back ends.
 */
export async function authenticate(
  deps: AuthenticateDependencies,
  credentials: Credentials,
): Promise<AuthenticationResult> {
  let userId: number | null = null;
  let notes: AuditEvent['detail'] = {};
  let hasHashed = false;
  for (const backend of deps.authenticationBackends) {
    const verdict = ofWhomIsMeant(await ask(deps, backend, credentials), backend.name, credentials.known);
    notes = { ...notes, ...verdict.notes };
    hasHashed ||= backend.name === PASSWORD_BACKEND;
    switch (verdict.outcome) {
      case 'proved':
        return { user: verdict.user, backend: backend.name, upgraded: verdict.upgraded ?? false, notes };
      case 'refused':
        if (!hasHashed) await hashAnyway(deps, credentials.password);
        return { user: null, userId, notes: { ...notes, refused: backend.name } };
      case 'unavailable':
        notes = { ...notes, unavailable: listed(notes.unavailable, backend.name) };
        break;
      case 'unknown':
        userId ??= verdict.userId;
    }
  }
  return { user: null, userId, notes };
}

/**
 * A log-in is counted for whom the typed name means here, so it lets in nobody else: a name that is somebody else's here by now
 * opens no account that goes by another name.
 */
function ofWhomIsMeant(verdict: Verdict, backend: string, known: User | null): Verdict {
  if (verdict.outcome !== 'proved' || known === null || verdict.user.id === known.id) return verdict;
  const notes = { ...verdict.notes, turnedAway: `${backend}: another user` };
  return { outcome: 'unknown', userId: known.id, notes };
}

async function ask(
  deps: AuthenticateDependencies,
  backend: AuthenticationBackend,
  { identifier, known, password, visitor }: Credentials,
): Promise<Verdict> {
  const policy = backend.outside;
  if (policy === undefined) return withoutPerson(await backend.authenticate({ identifier, known, password }));
  const username = await nameOutside(deps, backend.name, { identifier, known });
  // An empty password is a question that some directories answer with yes (RFC 4513, section 5.1.2).
  if (username === null || password === '') return { outcome: 'unknown', userId: null };
  const answer = await backend.authenticate({ identifier: username, known, password });
  if (answer.outcome !== 'asserted') return answer;
  const admitted = await admitOutsideUser(deps, {
    backend: backend.name,
    policy,
    person: answer.person,
    visitor,
  });
  return admitted.user === null ? { outcome: 'unknown', ...admitted } : { outcome: 'proved', ...admitted };
}

/**
 * The name that an outside system is asked by: what it calls the user, else as the user is stored here, else as typed. Whoever
 * types a name in other letters proves the password of the person we know by it, and of nobody else. Null for what is no name.
 */
async function nameOutside(
  { identities }: Pick<Dependencies, 'identities'>,
  backend: string,
  { identifier, known }: Pick<Credentials, 'identifier' | 'known'>,
): Promise<string | null> {
  const typed = normalizeUsername(identifier);
  if (checkUsernameForm(typed).length > 0) return null;
  // The same look-up whether there is anybody or not.
  const own = await identities.listOfUser(known?.id ?? 0);
  return own.find(({ provider }) => provider === backend)?.name ?? known?.username ?? typed;
}

function withoutPerson(answer: BackendAnswer): Verdict {
  if (answer.outcome !== 'asserted') return answer;
  throw new PlainError('A back end that vouches for people needs an `outside` policy.');
}

/** A chain that was stopped costs what one costs that ran to its end. */
async function hashAnyway(deps: AuthenticateDependencies, password: string): Promise<void> {
  const names = deps.authenticationBackends.map(({ name }) => name);
  if (names.includes(PASSWORD_BACKEND)) await deps.passwordHasher.verify(password, null);
}

function listed(before: AuditEvent['detail'][string] | undefined, name: string): string {
  return before === undefined ? name : `${before}, ${name}`;
}
