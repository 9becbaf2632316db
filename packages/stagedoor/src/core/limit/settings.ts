import type { Settings as AuditSettings } from '../audit/settings.ts';
import type { Limit } from './limit.ts';
import type { Throttles } from './rate.ts';

/** What limit may be told. Times are milliseconds unless the name says otherwise. */
export interface Settings extends AuditSettings {
  readonly limits: {
    readonly logInPerAccount: Limit;
    readonly logInPerDevice: Limit;
    readonly logInPerSource: Limit;
    readonly signUpPerSource: Limit;
    readonly mailPerAddress: Limit;
    readonly resetPerAddress: Limit;
    readonly mailPerSource: Limit;
    readonly passwordPerUser: Limit;
    readonly linkPerSource: Limit;
  };
  readonly throttles: Throttles;
  /** Failed log-ins and resets leave no earlier than this after they came. */
  readonly failureFloorMs: number;
}
