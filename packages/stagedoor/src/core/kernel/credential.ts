/**
 * The kinds of credentials: what is `shown` of each, and what is `found` by it, which is whom it logs in or why it logs in nobody. A
 * feature adds its own in its `feature.ts`, by `declare module`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the features fill it
export interface CredentialKinds {}

export type CredentialKind = keyof CredentialKinds;

type Credentials = {
  readonly [Kind in CredentialKind]: { readonly kind: Kind } & CredentialKinds[Kind]['shown'];
};

/** What somebody may show to be known, of whatever transport it came by. */
export type Credential = Credentials[CredentialKind];

/** One kind of it, or some. */
export type CredentialOf<Kind extends CredentialKind> = Credentials[Kind];

export type FoundBy<Kind extends CredentialKind> = CredentialKinds[Kind]['found'] | null;

/** Whom it logs in still, or nobody: why that is, is told where it is shown alone. */
export type HolderBy<Kind extends CredentialKind> = Exclude<FoundBy<Kind>, { readonly refused: string }>;

/** How one kind of credential is asked about. */
export interface CredentialHandler<Ports, Kind extends CredentialKind> {
  /** Whom it logs in, as of now; null for nobody. */
  find(ports: Ports, credential: CredentialOf<Kind>): Promise<FoundBy<Kind>>;
  /**
   * The same person as of now, for what lasts longer than a request, by the key of the session that the credential opened; nobody where that
   * would log nobody in any more. Left out where a credential is for one request alone.
   */
  recheck?(ports: Ports, keyHash: string, userId: number): Promise<HolderBy<Kind>>;
  /** What of it no log may show, wherever it stands. */
  readonly secrets: readonly (keyof CredentialKinds[Kind]['shown'])[];
}

/** The kinds of credentials that a feature answers for. */
export type CredentialHandlers<Ports> = {
  readonly [Kind in CredentialKind]?: CredentialHandler<Ports, Kind>;
};
