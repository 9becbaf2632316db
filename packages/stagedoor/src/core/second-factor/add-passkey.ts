import { securityEvent } from '../audit/security-event.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json-value.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { type OpenCeremony, openCeremony, useCeremony } from '../passkey/ceremony.ts';
import { passkeyWrong, provedPasskey } from '../passkey/read-assertion.ts';
import { nameOf } from '../passkey/rename-passkey.ts';
import type { CreatedCredential } from '../passkey/web-authn.ts';
import type { IssuedSession } from '../session/issued-session.ts';
import { proveInSession } from '../session/prove-in-session.ts';
import type { Principal } from '../session/session.ts';
import { ofSession, type PasskeyBegun, readBegun, requireOwnLogIn, requireRoom } from './begin-passkey.ts';
import { firstRecoveryCodes, keepFirstCodes } from './counted-recovery-codes.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { RecoveryCodeSet } from './recovery-codes.ts';
import { lockProved, requireFactorProof } from './require-factor-proof.ts';
import { tellOfFactor } from './tell-of-factor.ts';

export interface AddPasskey {
  readonly principal: Principal;
  /** The handle that `beginPasskey` answered. */
  readonly ceremony: string;
  /** What the browser answered, as `PublicKeyCredential.toJSON()` has it. */
  readonly credential: JsonObject;
  /** What its owner calls it; may be empty. */
  readonly name: string;
  readonly visitor: Visitor;
}

export interface AddedPasskey {
  readonly id: number;
  /** The session has a new key: it is of a higher level now. */
  readonly issued: IssuedSession;
  /** Where it is shown beside a password, and the user had none left; in this answer and in no later one. */
  readonly recoveryCodes: readonly string[] | null;
}

/**
 * Adds the passkey that an authenticator made. One that is to log in by itself must have made sure who is there.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `invalid-input` (`ceremony`,
 *   `credential`, `name`), `throttled`, `busy`, `not-authenticated` when the session ended meanwhile
 */
export async function addPasskey(
  deps: Pick<
    Dependencies,
    | 'transact'
    | 'passkeys'
    | 'totpDevices'
    | 'passwordHasher'
    | 'recoveryCodes'
    | 'limits'
    | 'audit'
    | 'webAuthn'
    | 'signer'
    | 'clock'
    | 'settings'
  >,
  input: AddPasskey,
): Promise<AddedPasskey> {
  const { principal } = input;
  await requireFactorProof(deps, principal);
  const name = nameOf(input.name);
  const ceremony = openCeremony(deps, ofSession(principal), input.ceremony);
  const begun = readBegun(ceremony.note);
  const created = await deps.webAuthn.readCreation(input.credential, ceremony.challenge);
  if (created === null || (begun.kind === 'passwordless' && !created.isUserVerified)) throw passkeyWrong();
  const owner = { userId: principal.user.id, visitor: input.visitor };
  const fresh = begun.kind === 'second-factor' ? await firstRecoveryCodes(deps, owner) : null;
  return await deps.transact(async (stores) => {
    await useCeremony(stores, ceremony);
    return await keep(stores, deps, { input, ceremony, begun, created, name, fresh });
  });
}

interface Kept {
  readonly input: AddPasskey;
  readonly ceremony: OpenCeremony;
  readonly begun: PasskeyBegun;
  readonly created: CreatedCredential;
  readonly name: string;
  readonly fresh: RecoveryCodeSet | null;
}

async function keep(
  stores: Stores,
  { clock, settings, webAuthn: { rpId } }: Pick<Dependencies, 'clock' | 'settings' | 'webAuthn'>,
  { input: { principal, visitor }, begun, created, name, fresh }: Kept,
): Promise<AddedPasskey> {
  const now = clock.now();
  const { user } = principal;
  const userId = user.id;
  const id = randomPublicId();
  const { isUserVerified: _, ...credential } = created;
  // Held, so that of many at once each sees what the one before has added.
  requireOwnLogIn(await lockProved(stores, { clock, settings }, principal), begun.kind);
  requireRoom(await stores.passkeys.listOfUser(userId));
  const issued = await proveInSession(stores, principal, { ...provedPasskey(created), at: now });
  const isNew = await stores.passkeys.add({
    ...credential,
    ...begun,
    id,
    userId,
    name,
    rpId,
    createdAt: now,
  });
  if (!isNew) throw fieldRefusal('credential', 'passkey_known');
  const recoveryCodes = await keepFirstCodes(stores, { userId, fresh, now });
  const detail = { kind: begun.kind };
  await stores.audit.append(securityEvent('passkey-add', { userId, visitor, now, detail }));
  await tellOfFactor(stores, { user, what: 'passkey-added', visitor, now });
  return { id, issued, recoveryCodes };
}
