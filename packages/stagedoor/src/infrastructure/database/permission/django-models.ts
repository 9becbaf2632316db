import type { NamedModel } from '../model.ts';

/**
 * Those of a new project of Django's, in the order in which its first `migrate` numbers them: in a new database of ours they
 * have the same ids, so that a dump which names content types and permissions by number means the same here.
 */
export const djangoModels: readonly NamedModel[] = [
  { app: 'admin', name: 'logentry', label: 'log entry' },
  { app: 'auth', name: 'permission', label: 'permission' },
  { app: 'auth', name: 'group', label: 'group' },
  { app: 'auth', name: 'user', label: 'user' },
  { app: 'contenttypes', name: 'contenttype', label: 'content type' },
  { app: 'sessions', name: 'session', label: 'session' },
];
