import { codenameOf, type PermissionSet } from '../permission/permission-set.ts';

/** What a session is confined to. Null in `Session.scope` means everything that its user may. */
export interface TokenScope {
  /**
   * Names of permissions, `app_label.codename`; the holder has those of them that the user has, too. A codename alone means any
   * app's: tokens of before had no other, and none is made so any more.
   */
  readonly permissions: readonly string[];
  /** `read` allows GET, HEAD and OPTIONS; `write` every method. */
  readonly methods: 'read' | 'write';
}

/** Whether a scope names a permission, `app_label.codename`. */
export function isNamed(named: ReadonlySet<string>, permission: string): boolean {
  return named.has(permission) || named.has(codenameOf(permission));
}

/** The codenames that the holder of a session is shown: the user's own, or those of them that the scope names. */
export function withinScope(
  codenames: readonly string[],
  held: PermissionSet,
  scope: TokenScope | null,
): readonly string[] {
  if (scope === null) return codenames;
  const named = new Set(scope.permissions);
  const theirs = new Set([...held.names].filter((name) => isNamed(named, name)).map(codenameOf));
  return codenames.filter((codename) => theirs.has(codename));
}
