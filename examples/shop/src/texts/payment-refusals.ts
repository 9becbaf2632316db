import { defineRefusal } from 'stagedoor';

export const closed = defineRefusal('closed', 409);
