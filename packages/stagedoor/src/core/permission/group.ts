/** A group of users: whatever it holds, its members hold. */
export interface Group {
  readonly id: number;
  /** At most 150 characters, each once, as it was typed. */
  readonly name: string;
}
