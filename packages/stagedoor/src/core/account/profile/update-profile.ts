import { securityEvent } from '../../audit/security-event.ts';
import { checkEmail, isSameAddress, normalizeEmail } from '../../kernel/email.ts';
import { AccountsError, fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { takeMailRequest } from '../../limit/take-mail-request.ts';
import { lockPrincipal } from '../../session/lock-principal.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { User, UserChanges } from '../../user/user.ts';
import { checkUsername, provedAddress } from '../../user/username.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { recordEmailChangeRequest } from '../email/record-email-change-request.ts';
import type { Settings } from '../settings.ts';
import { notifyOfUsername } from '../username/notify-of-username.ts';
import { type GivenProfile, readProfile } from './read-profile.ts';

export interface UpdateProfile extends GivenProfile {
  readonly principal: Principal;
  readonly visitor: Visitor;
  /** A link goes to another address than the user's, and it counts once that was opened. Where people log in by it, ignored. */
  readonly email?: string;
}

type UpdateDependencies = Pick<
  Dependencies,
  'transact' | 'stages' | 'limits' | 'audit' | 'clock' | 'settings'
>;

/**
 * Changes what owners may change of themselves: names, language, time zone, the editable extra fields. Nothing else can be
 * reached from here, whatever the request carries. Another username is told to the owner by mail. All of it is done, or
 * nothing: no link leaves for a request that is refused.
 *
 * @throws AccountsError `invalid-input`, `not-authenticated` when the session ended meanwhile; for another username or
 *   address `reauthentication-required`, for a username `permission-denied` for the holder of a personal token, for an
 *   address `throttled`.
 */
export async function updateProfile(deps: UpdateDependencies, input: UpdateProfile): Promise<User> {
  const { principal, visitor } = input;
  const changes = readChanges(deps.settings, input);
  const email = newAddress(deps.settings, input);
  if (changes.username !== undefined) requireMayRename(deps, principal);
  if (email === null) return await deps.transact((stores) => write(stores, { deps, input, changes }));
  requireRecentProof(deps, principal);
  const userId = principal.user.id;
  await takeMailRequest(deps, { purpose: 'email-change', visitor, userId });
  return await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      await requireFullProof(stores, deps, principal);
      await recordEmailChangeRequest(stores, { userId, email, visitor, now: deps.clock.now() });
      return await write(stores, { deps, input, changes });
    }),
  );
}

interface Update {
  readonly deps: Pick<Dependencies, 'stages' | 'clock' | 'settings'>;
  readonly input: UpdateProfile;
  readonly changes: UserChanges;
}

async function write(stores: Stores, { deps, input, changes }: Update): Promise<User> {
  const { principal, visitor } = input;
  const before = await lockPrincipal(stores, principal);
  // Asked again where the user is held: the address may have changed meanwhile.
  if (changes.username !== undefined) await requireFullProof(stores, deps, principal);
  if (typeof changes.username === 'string')
    refuseProblems({ username: checkUsername(changes.username, provedAddress(before)) });
  if (!(await stores.users.update(principal.user.id, changes)))
    throw fieldRefusal('username', 'username_taken');
  const now = deps.clock.now();
  const detail = { fields: Object.keys(changes).sort().join(',') };
  await stores.audit.append(
    securityEvent('profile-change', { userId: principal.user.id, visitor, now, detail }),
  );
  if (typeof changes.username === 'string') {
    await stores.audit.append(securityEvent('username-change', { userId: before.id, visitor, now }));
    await notifyOfUsername(stores, { user: before, username: changes.username, visitor, now });
  }
  const user = await stores.users.findById(principal.user.id);
  if (!user) throw new AccountsError({ code: 'not-authenticated' });
  return user;
}

/** An address other than the user's own; null for none, and where it is as a username, which is changed by itself. */
function newAddress(settings: Settings, { principal, email = '' }: UpdateProfile): string | null {
  const address = normalizeEmail(email);
  const isNew =
    address !== '' && !isSameAddress(address, principal.user.email) && settings.logInBy !== 'email';
  return isNew ? address : null;
}

/** The username logs in: changing it takes what a change of address takes, and is out of reach for scoped tokens. */
function requireMayRename(deps: Pick<Dependencies, 'clock' | 'settings'>, principal: Principal): void {
  if (principal.session?.kind === 'personal-token') throw new AccountsError({ code: 'permission-denied' });
  requireRecentProof(deps, principal);
}

function readChanges(settings: Settings, input: UpdateProfile): UserChanges {
  const { user } = input.principal;
  const editable = Object.entries(settings.extraFields).filter(([, field]) => field.editable !== false);
  const fields = Object.fromEntries(editable);
  const { changes, problems } = readProfile(settings, { user, given: input, fields });
  const email = newAddress(settings, input);
  refuseProblems({ ...problems, email: email === null ? [] : checkEmail(email) });
  return changes;
}
