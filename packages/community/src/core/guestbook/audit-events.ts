import { defineAuditEvent } from 'stagedoor';
import { guestBookTexts } from '../../texts/guestbook.ts';

/** A line that was taken back. */
export const lineRemoval = defineAuditEvent('line-remove', guestBookTexts.keys.lineRemoval);
/** The lines of who goes, all at once. */
export const linesForgotten = defineAuditEvent('lines-forget', guestBookTexts.keys.linesForgotten);
