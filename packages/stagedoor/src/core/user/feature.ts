import type { AccountFeature } from '../kernel/feature.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import { findUser } from './find-user.ts';
import { findUsersNamed } from './find-users-named.ts';
import { listNameClashes } from './list-name-clashes.ts';
import { listStaleKeys } from './list-stale-keys.ts';
import { listUsers } from './list-users.ts';
import { readUser } from './read-user.ts';

export const userFeature = {
  name: 'user',
  useCases: {
    user: { find: findUser, findById: readUser, findNamed: findUsersNamed, list: listUsers, listNameClashes },
    maintenance: { listStaleKeys },
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
