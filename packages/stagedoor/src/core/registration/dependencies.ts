import type { Stores as CredentialStores } from '../credential/dependencies.ts';
import type { Stores as OutboxStores } from '../outbox/dependencies.ts';

/** What registration reads and writes in SQL, all of it in the transaction of whoever makes a user. */
export interface Stores extends OutboxStores, CredentialStores {}
