import { codenameOf } from '../permission/permission-set.ts';

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
