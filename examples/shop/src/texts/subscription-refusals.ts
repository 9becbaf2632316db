import { defineRefusal } from 'stagedoor';

export const needed = defineRefusal('needed', 403);
