/** Something as whoever acts on it saw it, and was let do it: once it was changed since, it is another thing to be judged. */
export interface Seen {
  readonly id: number;
  readonly version: number;
}
