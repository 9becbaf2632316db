import { defineRefusal } from 'stagedoor';

export const approvedBefore = defineRefusal('approved-before', 409);
