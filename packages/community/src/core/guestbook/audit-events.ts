import { defineAuditEvent } from 'stagedoor';

/** A line that was taken back. */
export const lineRemoval = defineAuditEvent('line-remove');
/** The lines of who goes, all at once. */
export const linesForgotten = defineAuditEvent('lines-forget');
