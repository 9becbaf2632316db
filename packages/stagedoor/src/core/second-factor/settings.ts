import type { Settings as OutboxSettings } from '../outbox/settings.ts';
import type { Settings as SessionSettings } from '../session/settings.ts';

/** What second factors may be told. */
export interface Settings extends OutboxSettings, SessionSettings {}
