import { AccountsError } from '../../kernel/errors.ts';
import { withResponseFloor } from '../../limit/response-floor.ts';
import { passGateOrThrow } from '../../login/gate.ts';
import { browserSession } from '../../login/session-request.ts';
import { findByLink } from '../../organization/accept-invitation.ts';
import { joinByInvitation } from '../../organization/join-by-invitation.ts';
import type { OwnOrganization } from '../../organization/organization.ts';
import type { IssuedSession } from '../../session/issued-session.ts';
import { planFor, writeAccount } from '../sign-up/open-account.ts';
import type { SignUp } from '../sign-up/sign-up-draft.ts';
import type { Dependencies } from './dependencies.ts';
import type { Settings } from './settings.ts';

/** What the invited say; their address is that of the invitation, whatever else is sent. */
export interface SignUpByInvitation extends Omit<SignUp, 'email'> {
  readonly key: string;
}

export type InvitedOutcome =
  /** The account is there, and in the organization: they log in. */
  | { readonly outcome: 'opened'; readonly organization: OwnOrganization }
  | {
      readonly outcome: 'logged-in';
      readonly issued: IssuedSession;
      readonly organization: OwnOrganization;
    };

/** Whether whoever has the link of an invitation may sign up by it: where strangers may, and where SIGNUP_BY_INVITATION says so. */
export function maySignUpByInvitation({ settings }: Pick<Dependencies, 'settings'>): boolean {
  return isLet(settings);
}

/**
 * Opens an account for whoever has the link of an invitation, with the invited address, which the link proves, and lets it into the
 * organization: all of it or nothing.
 *
 * @throws AccountsError `signup-closed`; `invalid-link` for one that is used, over or taken back; `invalid-input`, at `email` where the address is
 *   somebody's already; `already-authenticated`, `throttled`, `busy`
 */
export async function signUpByInvitation(
  deps: Dependencies,
  input: SignUpByInvitation,
): Promise<InvitedOutcome> {
  if (!isLet(deps.settings)) throw new AccountsError({ code: 'signup-closed' });
  const found = await findByLink(deps, input.key);
  if (found === null) throw new AccountsError({ code: 'invalid-link' });
  const { email, role } = found.invitation;
  const plan = await planFor(askingForAddress(deps), { ...input, email }, { isProved: true });
  const { visitor, sessionKey, tokenSessions } = input;
  const isLoggedIn = plan.issuable !== 'none';
  if (isLoggedIn) await deps.hooks.beforeLogIn({ user: plan.user, method: 'sign-up', visitor });
  return await withResponseFloor(deps, () =>
    deps.transact(async (stores) => {
      await writeAccount(stores, deps, plan.facts);
      const joining = { ...found, userId: plan.user.id, visitor, now: deps.clock.now() };
      const organization = { ...(await joinByInvitation(stores, deps.settings, joining)), role };
      if (!isLoggedIn) return { outcome: 'opened', organization };
      const request = { proof: plan.proof, visitor, sessionKey, tokenSessions };
      const { issued } = await passGateOrThrow(stores, deps, {
        ...request,
        sessionRequest: browserSession(null),
      });
      return { outcome: 'logged-in', issued, organization };
    }),
  );
}

function isLet({ organizations, signUpOpen, signUpByInvitation: isByInvitation }: Settings): boolean {
  return organizations.mode !== 'off' && (signUpOpen || isByInvitation);
}

/** The address is there, whatever the site asks of strangers. */
function askingForAddress(deps: Dependencies): Dependencies {
  const { settings } = deps;
  const signUpFields = { ...settings.signUpFields, email: { isRequired: true } };
  return { ...deps, settings: { ...settings, signUpFields } };
}
