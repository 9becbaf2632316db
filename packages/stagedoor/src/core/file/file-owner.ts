/** A field of a site's rows that keeps files: its column holds their names. */
export interface FileOwner {
  /** `shop.product.photo`; what it was called before comes after it. */
  readonly names: readonly [string, ...string[]];
  readonly table: string;
  readonly column: string;
}

/** The owners of a site, by all their names: what was kept under a former one is still theirs. */
export type FileOwners = ReadonlyMap<string, FileOwner>;

export function ownersByName(owners: readonly FileOwner[]): FileOwners {
  return new Map(owners.flatMap((owner) => owner.names.map((name) => [name, owner] as const)));
}
