export interface GrantRow {
  readonly type: string;
  readonly codename: string;
  readonly kind: 'user' | 'group' | 'anonymous';
  readonly subjectId: number;
  readonly objectId: number;
}

export interface ObjectGrantRows {
  /** By all that a grant says. */
  readonly objectGrants: Map<string, GrantRow>;
}
