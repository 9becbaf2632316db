/** A field that a sign-up asks; whoever leaves it out is refused only where it is required. */
export interface AskedField {
  readonly isRequired: boolean;
}

export interface AskedName extends AskedField {
  /** In characters; no profile takes more than `NAME_MAX_LENGTH`. */
  readonly maxLength: number;
}

/**
 * What a sign-up asks beside a password and the site's extra fields. What is null is not asked, and ignored where it is sent.
 * A user name is asked wherever people have one.
 */
export interface SignUpFields {
  readonly email: AskedField | null;
  readonly firstName: AskedName | null;
  readonly lastName: AskedName | null;
  /** Whether forms ask for the password again. */
  readonly passwordTwice: boolean;
}
