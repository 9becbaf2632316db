import { defineSettings } from '../define-settings.ts';
import { integer } from '../setting-kinds.ts';

/** For how long the audit log goes back. */
export const auditSettings = defineSettings({
  title: 'What is remembered',
  settings: {
    AUDIT_RETENTION_DAYS: integer({
      default: null,
      shownDefault: 'for ever',
      min: 30,
      max: 36_500,
      about: 'Rows of the audit log are removed after this; the log stays verifiable from there on.',
    }),
  },
});
