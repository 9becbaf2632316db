import { defineEvent } from 'stagedoor';

/** Somebody left a line. */
export const signed = defineEvent<{ readonly lineId: number; readonly userId: number }>('guestbook.signed');
