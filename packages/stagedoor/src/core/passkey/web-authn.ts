import type { JsonObject } from '../kernel/json-value.ts';
import type { PasskeyKind, StoredPasskey } from './passkey.ts';

/** A credential that an authenticator made just now. */
export interface CreatedCredential
  extends Pick<
    StoredPasskey,
    'credentialId' | 'publicKey' | 'counter' | 'transports' | 'aaguid' | 'isSynced' | 'isBackedUp'
  > {
  /** Whether the authenticator made sure who is there, by a PIN or a finger. */
  readonly isUserVerified: boolean;
}

/** What an authenticator signed. */
export interface Assertion extends Pick<StoredPasskey, 'counter' | 'isBackedUp'> {
  readonly isUserVerified: boolean;
}

export interface CreationAsked {
  readonly challenge: string;
  readonly kind: PasskeyKind;
  readonly user: { readonly handle: string; readonly name: string; readonly displayName: string };
  /** What the user has already: no authenticator makes a second one. */
  readonly known: readonly Pick<StoredPasskey, 'credentialId' | 'transports'>[];
}

/** The ceremonies of WebAuthn Level 3, for the domain of this site. Options are what browsers take as JSON. */
export interface WebAuthn {
  /** The domain that passkeys are made for. */
  readonly rpId: string;
  creationOptions(asked: CreationAsked): Promise<JsonObject>;
  /** Without `allowed` the browser offers whatever it has for the domain. */
  requestOptions(asked: {
    readonly challenge: string;
    readonly allowed: readonly Pick<StoredPasskey, 'credentialId' | 'transports'>[];
    readonly mustVerifyUser: boolean;
  }): Promise<JsonObject>;
  /** Null for whatever is not a good answer to this challenge, on this site. */
  readCreation(sent: JsonObject, challenge: string): Promise<CreatedCredential | null>;
  /** Null for whatever is not a good answer to this challenge, on this site, by this passkey. */
  readAssertion(sent: JsonObject, challenge: string, passkey: StoredPasskey): Promise<Assertion | null>;
}
