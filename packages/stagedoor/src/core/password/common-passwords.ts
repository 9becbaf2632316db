/** The passwords that nobody may choose, asked for in lower case. A `Set` of strings is one too. */
export interface CommonPasswords {
  has(lowerCasePassword: string): boolean;
}
