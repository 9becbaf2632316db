/** What a session is confined to. Null in `Session.scope` means everything that its user may. */
export interface TokenScope {
  /** Codenames of permissions; the holder has those of them that the user has, too. */
  readonly permissions: readonly string[];
  /** `read` allows GET, HEAD and OPTIONS; `write` every method. */
  readonly methods: 'read' | 'write';
}
