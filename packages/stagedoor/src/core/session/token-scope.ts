/** What a session is confined to. Null in `Session.scope` means everything that its user may. */
export interface TokenScope {
  /** Codenames of permissions; the holder has those of them that the user has, too. */
  readonly permissions: readonly string[];
  /** `read` allows GET, HEAD and OPTIONS; `write` every method. */
  readonly methods: 'read' | 'write';
}

/** The permissions of a session's holder: the user's, or those of them that the scope names. */
export function withinScope(permissions: readonly string[], scope: TokenScope | null): readonly string[] {
  return scope === null
    ? permissions
    : permissions.filter((codename) => scope.permissions.includes(codename));
}
