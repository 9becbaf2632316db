import { defineRefusal } from 'stagedoor';

/** The same line of the same member within a day. */
export const repeated = defineRefusal('repeated', 409);
