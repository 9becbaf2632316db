import type { User } from '../user/user.ts';

/** What a back end says of an identifier and a password. */
export type BackendAnswer =
  /** `upgraded` when the stored password was hashed anew on the way (contract C1.3); for the audit log. */
  | { readonly outcome: 'proved'; readonly user: User; readonly upgraded?: boolean }
  /** Not known here, or wrong: the next back end is asked. `userId` is for the audit log only. */
  | { readonly outcome: 'unknown'; readonly userId: number | null }
  /** Stops the chain (contract C3.4, PermissionDenied). */
  | { readonly outcome: 'refused' };

/** One way of proving who somebody is by a password. Asked in configured order; the first proof wins. */
export interface AuthenticationBackend {
  /** Remembered in the session. */
  readonly name: string;
  authenticate(credentials: {
    readonly identifier: string;
    readonly password: string;
  }): Promise<BackendAnswer>;
}
