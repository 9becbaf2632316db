import {
  type Config,
  type ConfigOverrides,
  completeConfig,
  readPublicUrl,
} from './config/complete-config.ts';
import { unsaidModeProblems } from './config/development-problems.ts';
import { readFeatureSettings, type SettingsOwner } from './config/feature-settings.ts';
import { misspeltSettings } from './config/misspelt-settings.ts';
import { overrideProblems } from './config/override-problems.ts';
import { type Environment, nameSaid, readEnvironment } from './config/read-environment.ts';
import { productionProblems, settingProblems } from './config/rules.ts';
import { settingsWithoutEffect } from './config/settings-without-effect.ts';
import { type Throttling, unratedScopes } from './config/unrated-scopes.ts';
import { PlainError } from './core/kernel/plain-error.ts';

export type { Config, ConfigOverrides } from './config/complete-config.ts';

/** The environment cannot be served from; `problems` says everything that is wrong, one readable sentence each. */
export class ConfigurationError extends PlainError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The configuration cannot be used:', ...problems.map((problem) => `- ${problem}`)].join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/**
 * Reads and checks the whole configuration once, that of the site's features with it. In development missing secrets are made in
 * DATA_DIR.
 *
 * @throws ConfigurationError with everything that is wrong.
 * @example
 * const config = parseConfig(process.env, { extraFields: { phone: { type: 'text', maxLength: 20, default: '' } } });
 */
export function parseConfig(
  environment: Environment,
  overrides: ConfigOverrides = {},
  features: readonly (SettingsOwner & Throttling)[] = [],
): Config {
  const problems: string[] = [...overrideProblems(overrides)];
  const read = {
    ...readEnvironment(environment, problems),
    extraFields: {},
    ...overrides,
    featureSettings: readFeatureSettings(environment, features, problems),
    misspeltSettings: misspeltSettings(environment, features),
    secretKeyName: nameSaid(environment, 'SECRET_KEY'),
  };
  const publicUrl = readPublicUrl(read, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const completed = completeConfig(read, publicUrl, problems);
  const config = { ...completed, settingsWithoutEffect: settingsWithoutEffect(environment, completed) };
  problems.push(...settingProblems(config), ...unratedScopes(features, config));
  const saysMode = Boolean(environment.NODE_ENV?.trim()) || overrides.nodeEnv !== undefined;
  if (!saysMode) problems.push(...unsaidModeProblems(config));
  if (config.nodeEnv === 'production') problems.push(...productionProblems(config));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}
