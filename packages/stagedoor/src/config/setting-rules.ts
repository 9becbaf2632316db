import type { Completed, Config } from './complete-config.ts';
import type { SettingName } from './settings-table.ts';

/** What must be so for a setting to change anything. */
export interface Need {
  /** Completes the sentence "It counts only with …". */
  readonly words: string;
  isMet(config: Completed): boolean;
}

/** What a feature says of its settings once all are read: sentences that name the setting, without secrets. */
export interface SettingRules {
  /** What of them counts only beside another setting. */
  readonly needs?: { readonly [Name in SettingName]?: Need };
  /** What is impossible together, in any mode. */
  problems?(config: Config): readonly string[];
  /** What production refuses besides. */
  productionProblems?(config: Config): readonly string[];
  /** What is in force and weaker than the default. */
  weakenings?(config: Config): readonly string[];
  /** What works in production, but not as well as it could. */
  deployHints?(config: Config): readonly string[];
}
