/** A browser that signed a user in before, known by a cookie of its own whose hash is stored here. */
export interface Device {
  readonly id: number;
  readonly userId: number;
  readonly keyHash: string;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

export interface DeviceStore {
  find(userId: number, keyHash: string): Promise<Device | null>;
  /** Adds the device or, if the user has it already, moves its last use; answers whether it was new. */
  remember(device: Device): Promise<{ device: Device; isNew: boolean }>;
  listOfUser(userId: number): Promise<readonly Device[]>;
  countOfUser(userId: number): Promise<number>;
  /** Forgets the devices beyond the `keep` newest by last use. */
  removeOldest(userId: number, keep: number): Promise<void>;
  /** Forgets all of them; answers how many there were. */
  removeAll(userId: number): Promise<number>;
  remove(userId: number, deviceId: number): Promise<boolean>;
}
