/** Some rows of a list, and where the next ones are; null where these are the last. */
export interface Shown<Item> {
  readonly rows: readonly Item[];
  readonly nextHref: string | null;
}
