import type { RowsOfOwner } from './account/own-rows.ts';
import type { Dependencies as AuthenticationDependencies } from './authentication/dependencies.ts';
import type { EventListeners } from './event/event-listeners.ts';
import type { Dependencies as FileDependencies, Stores as FileStores } from './file/dependencies.ts';
import type { FeatureRecords } from './kernel/feature-records.ts';
import type { Transact as TransactWith } from './kernel/transact.ts';
import type {
  Dependencies as MaintenanceDependencies,
  Stores as MaintenanceStores,
} from './maintenance/dependencies.ts';
import type {
  Dependencies as ObjectPermissionDependencies,
  Stores as ObjectPermissionStores,
} from './object-permission/dependencies.ts';
import type {
  Dependencies as OrganizationDependencies,
  Stores as OrganizationStores,
} from './organization/dependencies.ts';
import type { Dependencies as PictureDependencies, Stores as PictureStores } from './picture/dependencies.ts';
import type { Stores as PolicyStores } from './policy/dependencies.ts';
import type { Dependencies as RoleDependencies } from './role/dependencies.ts';
import type {
  Dependencies as SecondFactorDependencies,
  Stores as SecondFactorStores,
} from './second-factor/dependencies.ts';
import type { Settings } from './settings.ts';
import type { Stores as TeamStores } from './team/dependencies.ts';
import type { Dependencies as WebhookDependencies, Stores as WebhookStores } from './webhook/dependencies.ts';

/** Everything that lives in SQL and can be written in one transaction: the features' own stores together. */
export interface Stores
  extends MaintenanceStores,
    ObjectPermissionStores,
    OrganizationStores,
    FileStores,
    PictureStores,
    PolicyStores,
    SecondFactorStores,
    TeamStores,
    WebhookStores {}

export type Transact = TransactWith<Stores>;

/** The ports of all features. */
export interface Dependencies
  extends Stores,
    MaintenanceDependencies,
    WebhookDependencies,
    RoleDependencies,
    OrganizationDependencies {
  readonly transact: Transact;
  /** Each feature is handed all stores: what it writes on is found by them. */
  readonly featureRecords: FeatureRecords<Stores>;
  readonly rowsOfOwner: RowsOfOwner;
  readonly credentialKinds: AuthenticationDependencies['credentialKinds'];
  readonly eventListeners: EventListeners<Stores>;
  readonly fileStorage: PictureDependencies['fileStorage'];
  readonly drawPicture: PictureDependencies['drawPicture'];
  readonly fileOwners: FileDependencies['fileOwners'];
  readonly timeCodes: SecondFactorDependencies['timeCodes'];
  readonly webAuthn: SecondFactorDependencies['webAuthn'];
  readonly objectTypes: ObjectPermissionDependencies['objectTypes'];
  readonly settings: Settings;
}
