import type { Device } from '../../../core/activity/device-store.ts';
import type { StoredVisit } from '../../../core/activity/visit-store.ts';

export interface ActivityRows {
  readonly devices: Map<number, Device>;
  readonly visits: Map<string, StoredVisit>;
  /** `YYYY-MM-DD` and user id, joined by a space. */
  readonly visitDays: Map<string, { readonly day: string; readonly userId: number }>;
}
