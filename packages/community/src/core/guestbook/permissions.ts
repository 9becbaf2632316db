import { definePermission } from 'stagedoor';

/** Of whoever keeps the guest book in order: to remove what others wrote. */
export const deleteEntry = definePermission('guestbook', 'delete_entry');
