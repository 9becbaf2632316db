import { type LanguageTag, UNDETERMINED } from './language-tag.ts';

/**
 * Where a request comes from, as the interface established it from the connection and trusted proxies, never from what
 * the client claims. Use cases write it to the audit log and judge limits by it.
 */
export interface Visitor {
  /** Canonical text of the address; `''` for the command line. */
  readonly ipAddress: string;
  /** At most 512 characters, cut by the interface. */
  readonly userAgent: string;
  readonly language: LanguageTag;
  /** The long-lived device cookie, if the browser sent one. */
  readonly deviceKey: string | null;
}

/** The visitor of operator commands and jobs. */
export const operator: Visitor = {
  ipAddress: '',
  userAgent: 'command line',
  language: UNDETERMINED,
  deviceKey: null,
};
