import { randomBytes } from 'node:crypto';
import { after, minutes } from '../kernel/clock.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json-value.ts';
import { hashSecret } from '../kernel/secret-value.ts';
import type { Dependencies, Stores } from './dependencies.ts';

const CEREMONY_LIFE_MS = minutes(5);
const CHALLENGE_BYTES = 32;
/** What is longer is none of ours. */
const LONGEST_HANDLE = 1_000;

/** What a ceremony is for: its handle is good for nothing else. */
export interface CeremonyScope {
  readonly purpose: 'passkey-add' | 'log-in' | 'second-factor' | 'reauthenticate';
  /** The session or the log-in on its way that it was begun in; empty for who is nobody yet. */
  readonly within: string;
}

/** What a browser is asked, and the handle that goes along with its answer. */
export interface PasskeyCeremony {
  readonly handle: string;
  /** As `navigator.credentials` takes them, in JSON. */
  readonly options: JsonObject;
}

export interface BegunCeremony {
  /** Goes along with the answer. Whoever sends it began the ceremony: nothing of it is kept here until then. */
  readonly handle: string;
  readonly challenge: string;
}

export interface OpenCeremony {
  readonly challenge: string;
  readonly expiresAt: Date;
  /** What was given as it began. */
  readonly note: string;
}

/** Begins a ceremony, which writes nothing: strangers cannot fill a table by it. `note` comes back when it ends. */
export function beginCeremony(
  { signer, clock }: Pick<Dependencies, 'signer' | 'clock'>,
  { purpose, within }: CeremonyScope,
  note = '',
): BegunCeremony {
  const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
  const expiresAt = after(clock.now(), CEREMONY_LIFE_MS).getTime();
  const said = [challenge, String(expiresAt), Buffer.from(note).toString('base64url')].join('.');
  return { handle: `${said}.${signer.sign(signedAs(purpose), signedText(said, within))}`, challenge };
}

/**
 * What was begun under this handle.
 *
 * @throws AccountsError `invalid-input` (`ceremony`) for one that is over, of another purpose, session or log-in, or none of ours
 */
export function openCeremony(
  { signer, clock }: Pick<Dependencies, 'signer' | 'clock'>,
  { purpose, within }: CeremonyScope,
  handle: string,
): OpenCeremony {
  const [challenge = '', expires = '', note = '', signature = ''] =
    handle.length > LONGEST_HANDLE ? [] : handle.split('.');
  const said = [challenge, expires, note].join('.');
  const isOurs = signer.verify(signedAs(purpose), signedText(said, within), signature);
  const expiresAt = new Date(Number(expires));
  if (!isOurs || expiresAt <= clock.now()) throw ceremonyOver();
  return { challenge, expiresAt, note: Buffer.from(note, 'base64url').toString() };
}

/**
 * Uses a ceremony up, in the transaction of what it opens.
 *
 * @throws AccountsError as `openCeremony` does, where it was used before
 */
export async function useCeremony(
  { ceremonies }: Pick<Stores, 'ceremonies'>,
  { challenge, expiresAt }: OpenCeremony,
): Promise<void> {
  if (!(await ceremonies.use(hashSecret('passkey-challenge', challenge), expiresAt))) throw ceremonyOver();
}

function ceremonyOver() {
  return fieldRefusal('ceremony', 'ceremony_over');
}

function signedAs(purpose: CeremonyScope['purpose']): string {
  return `passkey.${purpose}`;
}

function signedText(said: string, within: string): string {
  return `${said}\0${within}`;
}
