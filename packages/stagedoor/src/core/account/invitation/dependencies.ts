import type { Transact } from '../../kernel/transact.ts';
import type {
  Dependencies as OrganizationDependencies,
  Stores as OrganizationStores,
} from '../../organization/dependencies.ts';
import type { Dependencies as AccountDependencies, Stores as AccountStores } from '../dependencies.ts';
import type { Settings } from './settings.ts';

/** What both an account and an organization are written in, all of it in one transaction. */
export interface Stores extends AccountStores, OrganizationStores {}

/** Ports of accounts and of organizations. */
export interface Dependencies
  extends Stores,
    Omit<AccountDependencies, keyof Stores | 'transact' | 'settings'>,
    Omit<OrganizationDependencies, keyof Stores | 'transact' | 'settings' | 'clock'> {
  readonly transact: Transact<Stores>;
  readonly settings: Settings;
}
