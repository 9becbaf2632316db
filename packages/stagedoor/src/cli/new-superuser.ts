/** What somebody asked for: typed, given as an option, or found in the environment. */
export interface NewSuperuser {
  /** Null where people log in by e-mail. */
  readonly username: string | null;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  /** Null makes an unusable password. */
  readonly password: string | null;
}

export interface SuperuserFlags {
  readonly username?: string;
  readonly email?: string;
  readonly first_name?: string;
  readonly last_name?: string;
  /** `--noinput`, as Django spells it. */
  readonly noinput?: boolean;
  /** False by `--no-input`. */
  readonly input: boolean;
}
