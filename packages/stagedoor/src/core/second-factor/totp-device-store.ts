import type { Resealed } from '../kernel/feature-records.ts';
import type { TotpDevice, TotpKey } from './totp-device.ts';

/** With what makes its codes. */
export interface KeyedTotpDevice extends TotpDevice {
  /** Null where no key of the site opens it any more. */
  readonly key: TotpKey | null;
  /** The session that began to set it up, the only one that goes on with it. */
  readonly begunIn: number | null;
}

export interface TotpDeviceStore {
  add(
    device: Pick<KeyedTotpDevice, 'id' | 'userId' | 'createdAt' | 'begunIn'> & { readonly key: TotpKey },
  ): Promise<void>;
  /** All of a user, the one that was set up first, first. */
  listOfUser(userId: number): Promise<readonly KeyedTotpDevice[]>;
  /** Whether the user has one that is confirmed. */
  hasConfirmed(userId: number): Promise<boolean>;
  /** Confirms one that is not yet, and uses up this step of it: of many at once one does. */
  confirm(
    id: number,
    given: { readonly name: string; readonly step: number; readonly now: Date },
  ): Promise<boolean>;
  /** Uses up a step of one that is confirmed: false where this step, or a later one, was used before. */
  useStep(id: number, used: { readonly step: number; readonly now: Date }): Promise<boolean>;
  remove(userId: number, id: number): Promise<boolean>;
  /** Those that nobody confirmed. */
  removeUnconfirmed(userId: number): Promise<void>;
  removeAllOfUser(userId: number): Promise<number>;
  /** Those of anybody that nobody confirmed, set up before this moment. */
  removeStale(before: Date, most: number): Promise<number>;
  /** Seals every secret under the current key. */
  reseal(): Promise<Resealed>;
}
