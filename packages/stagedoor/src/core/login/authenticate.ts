import type { Dependencies } from '../dependencies.ts';
import type { User } from '../user/user.ts';

export type Authentication =
  | { readonly user: User; readonly backend: string; readonly upgraded: boolean }
  | { readonly user: null; readonly userId: number | null };

/** Asks the configured back ends in order (contract C3.4): the first proof wins, a refusal stops the chain. */
export async function authenticate(
  deps: Pick<Dependencies, 'authenticationBackends'>,
  credentials: { identifier: string; password: string },
): Promise<Authentication> {
  let userId: number | null = null;
  for (const backend of deps.authenticationBackends) {
    const answer = await backend.authenticate(credentials);
    if (answer.outcome === 'proved') {
      return { user: answer.user, backend: backend.name, upgraded: answer.upgraded ?? false };
    }
    if (answer.outcome === 'refused') break;
    userId ??= answer.userId;
  }
  return { user: null, userId };
}
