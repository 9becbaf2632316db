/** What people may be, as a site says it: whoever has a role holds what it holds, everywhere or in one organization. */
export interface Role {
  readonly id: number;
  /** At most 20 characters, each once: `editor`. */
  readonly name: string;
  /** What people read: `Editor`. */
  readonly label: string;
  /** `app_label.codename`, ascending. */
  readonly permissions: readonly string[];
}

/** A role that somebody has: everywhere, or in the organization. */
export interface HeldRole {
  readonly role: string;
  readonly organizationId: number | null;
}
