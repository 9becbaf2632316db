/** Passwords that were in a breach of some other site, which those who guess try first. */
export interface BreachedPasswords {
  /** False, too, where nobody could be asked. */
  have(password: string): Promise<boolean>;
}
