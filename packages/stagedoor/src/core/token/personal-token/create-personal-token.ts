import { securityEvent } from '../../audit/security-event.ts';
import { after, days } from '../../kernel/clock.ts';
import { type FieldProblem, refuseProblems } from '../../kernel/errors.ts';
import { labelProblems } from '../../kernel/label-problems.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { requireTokensAllowed } from '../../login/entry-rules.ts';
import { admit } from '../../login/judge.ts';
import { notifyOwner } from '../../outbox/notify-owner.ts';
import { requestDetailsOf } from '../../outbox/request-details.ts';
import { codenameOf } from '../../permission/permission-set.ts';
import { newSession } from '../../session/new-session.ts';
import { sessionEnded } from '../../session/renew-session.ts';
import { requireBrowser } from '../../session/require-browser.ts';
import { requireFullProof } from '../../session/require-full-proof.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal, Session } from '../../session/session.ts';
import { pendingStageIn } from '../../session/stage.ts';
import type { TokenScope } from '../../session/token-scope.ts';
import type { User } from '../../user/user.ts';
import { userName } from '../../user/user-name.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { listGivablePermissions } from './givable-permissions.ts';
import { hintOf, makePersonalToken } from './personal-token-format.ts';

export const PERSONAL_TOKEN_NAME_LENGTH = 100;
export const PERSONAL_TOKEN_DAYS = 365;
const MOST_TOKENS = 50;

export interface CreatePersonalToken {
  readonly principal: Principal;
  readonly name: string;
  readonly scope: TokenScope;
  /** Whole days from 1 to 365: nothing that is forgotten lives for ever. */
  readonly expiresInDays: number;
  readonly visitor: Visitor;
}

export interface CreatedPersonalToken {
  readonly token: string;
  readonly hint: string;
  readonly session: Session;
}

/**
 * Makes a personal access token: a session of its own with a name, a scope and an end. The token is in this answer and
 * nowhere else. Only somebody who logged in with a password a short while ago may make one; a token never can.
 *
 * @throws AccountsError `permission-denied` for a token's holder, `reauthentication-required`, `invalid-input`
 *   (`name`, `permissions`, `expires_in_days`), `not-authenticated` when the session ended meanwhile
 */
export async function createPersonalToken(
  deps: Pick<Dependencies, 'transact' | 'permissions' | 'stages' | 'clock' | 'settings'>,
  input: CreatePersonalToken,
): Promise<CreatedPersonalToken> {
  const { principal, visitor } = input;
  const { backend } = requireBrowser(principal);
  requireRecentProof(deps, principal);
  const givable = await listGivablePermissions(deps, input);
  refuseProblems(problemsOf(input, givable));
  const scope = { ...input.scope, permissions: namesOf(givable, input.scope.permissions) };
  const now = deps.clock.now();
  const token = makePersonalToken();
  const expiresAt = after(now, days(input.expiresInDays));
  const { user } = principal;
  const proof = {
    userId: user.id,
    method: 'personal-token',
    backend,
    methods: principal.authentication.methods,
    securityVersion: user.securityVersion,
  };
  const session = await deps.transact(async (stores) => {
    const current = await admit(stores, proof, deps.settings);
    if (current === null) throw sessionEnded();
    await requireFullProof(stores, deps, principal);
    requireTokensAllowed(current, deps.settings);
    const before = await stores.sessions.listOfUser(user.id, now);
    const count = before.filter(({ kind }) => kind === 'personal-token').length;
    refuseProblems({ name: count < MOST_TOKENS ? [] : [{ code: 'too_many_tokens' }] });
    const tokenSession = { kind: 'personal-token', key: token, expiresAt, endsAt: expiresAt, scope } as const;
    const entry = { proof, rememberMe: null, visitor, tokenSession };
    const pendingStage = await pendingStageIn(stores, deps, { user: current, proofs: proof.methods });
    const facts = { user: current, entry, now, deviceId: null, pendingStage };
    const opened = newSession(deps.settings, facts).session;
    await stores.sessions.add(opened);
    const name = input.name.trim();
    await stores.personalAccessTokens.add({
      sessionId: opened.id,
      userId: user.id,
      name,
      hint: hintOf(token),
    });
    const detail = { session: opened.id, name };
    await stores.audit.append(
      securityEvent('personal-token-create', { userId: user.id, visitor, now, detail }),
    );
    await tellOwner(stores, { owner: current, input: { ...input, name }, now });
    return opened;
  });
  return { token, hint: hintOf(token), session };
}

/** It outlives a changed password, so whoever did not make it must hear of it (ASVS V6.3.7). */
async function tellOwner(
  stores: Pick<Stores, 'jobs'>,
  { owner, input, now }: { owner: User; input: CreatePersonalToken; now: Date },
): Promise<void> {
  const { visitor, name, scope, expiresInDays } = input;
  await notifyOwner(stores, {
    user: owner,
    visitor,
    mail: {
      mail: 'personal-token-created',
      username: userName(owner),
      name,
      methods: scope.methods,
      expiresInDays,
      tokensPath: linkPaths.tokens,
      resetPath: linkPaths.requestReset,
      requestDetails: requestDetailsOf(visitor, now),
    },
  });
}

function problemsOf(
  { name, scope, expiresInDays }: CreatePersonalToken,
  givable: readonly string[],
): Record<string, readonly FieldProblem[]> {
  const unknown = scope.permissions.filter((name) => namesOf(givable, [name]).length === 0);
  return {
    name: name.trim() === '' ? [{ code: 'blank' }] : labelProblems(name.trim(), PERSONAL_TOKEN_NAME_LENGTH),
    permissions: unknown.map((input) => ({ code: 'invalid_choice', params: { input } })),
    expires_in_days:
      Number.isInteger(expiresInDays) && expiresInDays >= 1
        ? expiresInDays <= PERSONAL_TOKEN_DAYS
          ? []
          : [{ code: 'max_value', params: { max_value: PERSONAL_TOKEN_DAYS } }]
        : [{ code: 'min_value', params: { min_value: 1 } }],
  };
}

/** In full: a codename stands for the apps whose permission may be given now, and for none that comes later. */
function namesOf(givable: readonly string[], given: readonly string[]): readonly string[] {
  return givable.filter((name) => given.some((asked) => name === asked || codenameOf(name) === asked));
}
