import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { JsonObject } from '../../core/kernel/json-value.ts';
import { isPlainRecord } from '../../core/kernel/record-shape.ts';
import type { StoredPasskey } from '../../core/passkey/passkey.ts';
import type { CreationAsked, WebAuthn } from '../../core/passkey/web-authn.ts';

/** What is told of a site to authenticators. */
export interface RelyingParty {
  /** The domain that passkeys are for. */
  readonly rpId: string;
  readonly name: string;
  /** Whose pages may ask for them. */
  readonly origins: readonly string[];
}

/** EdDSA, ES256 and RS256, by their COSE numbers: what every authenticator has one of. */
const ALGORITHMS = [-8, -7, -257];
const TIMEOUT_MS = 300_000;
/** 1,023 bytes as base64url (WebAuthn Level 3, section 7.1, step 25). */
const LONGEST_ID = 1_364;

/** Loaded when the first answer comes: most processes never see one, and it takes long. */
async function load() {
  const [server, helpers] = await Promise.all([
    import('@simplewebauthn/server'),
    import('@simplewebauthn/server/helpers'),
  ]);
  return { ...server, decodeAttestationObject: helpers.decodeAttestationObject };
}

type Library = Awaited<ReturnType<typeof load>>;

/** WebAuthn for one domain. What comes from authenticators is read by simplewebauthn. */
export function createWebAuthn({ rpId, name, origins }: RelyingParty): WebAuthn {
  const expected = { expectedOrigin: [...origins], expectedRPID: rpId };
  return {
    rpId,
    creationOptions: async (asked) => creationOptions({ id: rpId, name }, asked),
    requestOptions: async ({ challenge, allowed, mustVerifyUser }) => ({
      challenge,
      rpId,
      timeout: TIMEOUT_MS,
      userVerification: mustVerifyUser ? 'required' : 'preferred',
      allowCredentials: allowed.map(descriptorOf),
    }),
    readCreation: (sent, challenge) =>
      unlessWrong(async ({ verifyRegistrationResponse, decodeAttestationObject }) => {
        if (isFramed(sent) || !vouchesForItself(sent, decodeAttestationObject)) return null;
        const { registrationInfo } = await verifyRegistrationResponse({
          ...expected,
          // Checked field by field there, whatever it is.
          response: sent as unknown as RegistrationResponseJSON,
          expectedChallenge: challenge,
          requireUserVerification: false,
          supportedAlgorithmIDs: ALGORITHMS,
        });
        if (registrationInfo === undefined || registrationInfo.credential.id.length > LONGEST_ID) return null;
        const { credential, aaguid, credentialDeviceType, credentialBackedUp, userVerified } =
          registrationInfo;
        return {
          credentialId: credential.id,
          publicKey: Buffer.from(credential.publicKey).toString('base64url'),
          counter: credential.counter,
          transports: transportsOf(credential.transports),
          aaguid,
          isSynced: credentialDeviceType === 'multiDevice',
          isBackedUp: credentialBackedUp,
          isUserVerified: userVerified,
        };
      }),
    readAssertion: (sent, challenge, passkey) =>
      unlessWrong(async ({ verifyAuthenticationResponse }) => {
        if (isFramed(sent) || isOfAnother(sent, passkey)) return null;
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          ...expected,
          response: sent as unknown as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          requireUserVerification: false,
          credential: {
            id: passkey.credentialId,
            publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
            // What it counted before is compared where it is kept, by the statement that keeps it.
            counter: 0,
          },
        });
        if (!verified) return null;
        const { newCounter, userVerified, credentialBackedUp } = authenticationInfo;
        return { counter: newCounter, isUserVerified: userVerified, isBackedUp: credentialBackedUp };
      }),
  };
}

function creationOptions(
  rp: { readonly id: string; readonly name: string },
  { challenge, kind, user, known }: CreationAsked,
): JsonObject {
  const isAlone = kind === 'passwordless';
  return {
    challenge,
    rp: { ...rp },
    user: { id: user.handle, name: user.name, displayName: user.displayName },
    pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: TIMEOUT_MS,
    // Who made the authenticator is asked of nobody: it would tell their devices apart.
    attestation: 'none',
    excludeCredentials: known.map(descriptorOf),
    authenticatorSelection: {
      residentKey: isAlone ? 'required' : 'discouraged',
      requireResidentKey: isAlone,
      userVerification: isAlone ? 'required' : 'preferred',
    },
    extensions: { credProps: true },
  };
}

function descriptorOf({
  credentialId: id,
  transports,
}: Pick<StoredPasskey, 'credentialId' | 'transports'>): JsonObject {
  return { type: 'public-key', id, ...(transports.length === 0 ? {} : { transports }) };
}

/** Whatever browsers may call them, as words of a few letters. */
function transportsOf(sent: unknown): readonly string[] {
  if (!Array.isArray(sent)) return [];
  const words = sent.filter(
    (word): word is string => typeof word === 'string' && /^[a-z-]{1,20}$/.test(word),
  );
  return [...new Set(words)].slice(0, 10);
}

/**
 * Whether nobody else vouches for the authenticator. That is what is asked for, and to check whoever would vouch simplewebauthn follows
 * addresses that the sender wrote.
 */
function vouchesForItself({ response }: JsonObject, decode: Library['decodeAttestationObject']): boolean {
  const sent = isPlainRecord(response) ? response['attestationObject'] : undefined;
  const attestation = decode(new Uint8Array(Buffer.from(String(sent), 'base64url')));
  const format = attestation.get('fmt');
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
}

/** What was asked in a frame of another site is nobody's will: no page of ours is shown in one. */
function isFramed({ response }: JsonObject): boolean {
  const text = isPlainRecord(response) ? response['clientDataJSON'] : undefined;
  const said: unknown = JSON.parse(Buffer.from(String(text), 'base64url').toString());
  return !isPlainRecord(said) || said['crossOrigin'] === true;
}

/** Where the authenticator says whose it is, it is its owner's. */
function isOfAnother({ response }: JsonObject, { userHandle }: StoredPasskey): boolean {
  const said = isPlainRecord(response) ? response['userHandle'] : undefined;
  return typeof said === 'string' && said !== '' && said !== userHandle;
}

/** Whatever is wrong with what was sent is thrown by whatever found it. */
async function unlessWrong<Read>(read: (library: Library) => Promise<Read | null>): Promise<Read | null> {
  const library = await load();
  try {
    return await read(library);
  } catch {
    return null;
  }
}
