/**
 * The names of permissions, `app_label.codename`, asked by one of them or by a codename alone, which means any app's. A
 * question is one look-up, however many there are.
 *
 * @example
 * const held = new PermissionSet(['blog.publish_post']);
 * held.has('blog.publish_post') && held.has('publish_post') && !held.has('shop.publish_post');
 */
export class PermissionSet {
  static readonly none = new PermissionSet([]);
  readonly #names: ReadonlySet<string>;
  readonly #codenames: ReadonlySet<string>;

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
    this.#codenames = new Set([...this.#names].map(codenameOf));
  }

  has(permission: string): boolean {
    // A codename that has a dot of its own must not pass for the permission of another app.
    return permission.includes('.') ? this.#names.has(permission) : this.#codenames.has(permission);
  }

  /** As `app_label.codename`. */
  get names(): ReadonlySet<string> {
    return this.#names;
  }
}

/** Without the app's label, if there is one; labels have no dot. */
export function codenameOf(permission: string): string {
  return permission.slice(permission.indexOf('.') + 1);
}
