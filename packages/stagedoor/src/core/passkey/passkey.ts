/** What a passkey was made for: to log in by it alone, or to be shown beside a password. */
export const passkeyKinds = ['passwordless', 'second-factor'] as const;

export type PasskeyKind = (typeof passkeyKinds)[number];

/** A passkey (WebAuthn credential) as its owner sees it. */
export interface Passkey {
  readonly id: number;
  readonly userId: number;
  /** What its owner calls it. */
  readonly name: string;
  readonly kind: PasskeyKind;
  /** The model of the authenticator (AAGUID); all zeros where it does not tell. */
  readonly aaguid: string;
  /** Whether it may be copied to the owner's other devices. */
  readonly isSynced: boolean;
  /** Whether it was, as the authenticator last said. */
  readonly isBackedUp: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** Whether it is shown beside a password, and logs in by itself never. */
export function isSecondStep({ kind }: Pick<Passkey, 'kind'>): boolean {
  return kind === 'second-factor';
}

/** With what its assertions are checked by. */
export interface StoredPasskey extends Passkey {
  /** As base64url; no two in the world are the same. */
  readonly credentialId: string;
  /** COSE, as base64url. */
  readonly publicKey: string;
  /** The signatures that the authenticator has counted; synced ones count none and keep zero. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** The domain that it was made for, and the only one that it works on. */
  readonly rpId: string;
  /** By which the authenticator knows its owner, as base64url: random, and nothing of the account. */
  readonly userHandle: string;
}
