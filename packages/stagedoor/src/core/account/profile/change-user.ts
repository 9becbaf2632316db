import { type Act, type ActedOnUser, actorDetail, visitorOf } from '../../access/actor.ts';
import type { LockedAct } from '../../access/lock-actor.ts';
import { namesOfFields } from '../../access/names-held.ts';
import { requireNames } from '../../access/require-names.ts';
import { requireOutranks } from '../../access/require-outranks.ts';
import { requireFullProofOfOneself, requireProofOfOneself } from '../../access/require-proof-of-oneself.ts';
import { securityEvent } from '../../audit/security-event.ts';
import { fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import { operator, type Visitor } from '../../kernel/visitor.ts';
import { type ExtraFields, isRoleField } from '../../user/extra-field.ts';
import type { User, UserChanges } from '../../user/user.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { notifyOfUsername } from '../username/notify-of-username.ts';
import { type GivenProfile, readProfile } from './read-profile.ts';

export interface ChangeUser extends ActedOnUser, GivenProfile {}

/**
 * Changes the profile of somebody else: names, language, time zone, every extra field, those too that their owner may not change. Asks for
 * `auth.change_user`, of who does not stand below the user; a field that is a role is given and taken by who has it.
 * Another username is told to the owner by mail.
 *
 * @throws AccountsError as `requireOutranks`; `invalid-input`; `reauthentication-required` for oneself
 * @example
 * await stagedoor.useCases.user.change({ by: principal, userId: ben.id, firstName: 'Ben' });
 */
export async function changeUser(
  deps: Pick<Dependencies, 'transact' | 'stages' | 'clock' | 'settings'>,
  { by, userId, visitor, ...given }: ChangeUser,
): Promise<User> {
  const now = deps.clock.now();
  const { extraFields: fields } = deps.settings;
  requireProofOfOneself(deps, { by, userId });
  return await deps.transact(async (stores) => {
    const { user, act } = await requireOutranks(
      stores,
      { by, now },
      { userId, permission: 'auth.change_user', fields },
    );
    await requireFullProofOfOneself(stores, deps, { by, userId });
    const { changes, problems } = readProfile(deps.settings, { user, given, fields });
    refuseProblems(problems);
    if (Object.keys(changes).length === 0) return user;
    await requireRoles(stores, act, { user, changes, fields });
    if (!(await stores.users.update(userId, changes))) throw fieldRefusal('username', 'username_taken');
    await note(stores, { act, from: visitorOf(by, visitor), user, changes });
    return (await stores.users.findById(userId)) ?? user;
  });
}

interface Change {
  readonly user: User;
  readonly changes: UserChanges;
}

/** What is taken is judged as what is given; who is something else from now on gets new session keys. */
async function requireRoles(
  stores: Stores,
  act: LockedAct,
  { user, changes, fields }: Change & { readonly fields: ExtraFields },
): Promise<void> {
  const changed = Object.entries(changes.extra ?? {}).filter(([name, value]) => user.extra[name] !== value);
  const before = changed.map(([name]) => [name, user.extra[name] ?? null]);
  const names = [changed, before].flatMap((values) => namesOfFields(Object.fromEntries(values), fields));
  requireNames(act, { names, fields });
  if (changed.some(([name]) => isRoleField(fields[name]))) await stores.sessions.markKeysDue(user.id);
}

async function note(
  stores: Stores,
  { act, from, user, changes }: Change & { readonly act: Act; readonly from: Visitor },
): Promise<void> {
  const { id: userId } = user;
  const facts = { userId, visitor: from, now: act.now };
  const names = Object.keys(changes).toSorted();
  const detail = { ...actorDetail(act.by), fields: names.join(',') };
  await stores.audit.append(securityEvent('profile-change', { ...facts, detail }));
  const { username } = changes;
  if (typeof username !== 'string') return;
  await stores.audit.append(securityEvent('username-change', { ...facts, detail: actorDetail(act.by) }));
  // Who did it is in the audit log, and not in the e-mail.
  await notifyOfUsername(stores, { user, username, visitor: operator, now: act.now });
}
