import type { Config } from './complete-config.ts';
import type { Secret } from './secret.ts';
import { weaknessOf } from './secret-strength.ts';
import { when } from './when.ts';

/** Secrets that others may know or guess, or that one theft opens together. Production refuses them; elsewhere they are named. */
export function secretProblems(config: Config): string[] {
  return [
    ...weakSecret(config.secretKeyName, config.secretKey.reveal()),
    ...config.secretKeyFallbacks.flatMap((key) => weakSecret('SECRET_KEY_FALLBACKS', key.reveal())),
    ...weakSecret('CRYPTOGRAPHY_KEY', config.cryptographyKey.reveal()),
    ...config.cryptographyKeyFallbacks.flatMap((key) =>
      weakSecret('CRYPTOGRAPHY_KEY_FALLBACKS', key.reveal()),
    ),
    ...sharedKeys(config),
    ...weakSecret('METRICS_TOKEN', config.metricsToken?.reveal() ?? ''),
  ];
}

/** Whoever learns a key that signs must not be able to read with it what is stored. */
function sharedKeys(config: Config): string[] {
  const { secretKey, secretKeyFallbacks, cryptographyKey, cryptographyKeyFallbacks } = config;
  return [
    ...when(isAmong(secretKey, [cryptographyKey]), 'SECRET_KEY and CRYPTOGRAPHY_KEY must differ.'),
    ...when(
      isAmong(secretKey, cryptographyKeyFallbacks),
      'SECRET_KEY must not be among CRYPTOGRAPHY_KEY_FALLBACKS.',
    ),
    ...when(
      secretKeyFallbacks.some((key) => isAmong(key, [cryptographyKey, ...cryptographyKeyFallbacks])),
      'SECRET_KEY_FALLBACKS must have nothing in common with CRYPTOGRAPHY_KEY and CRYPTOGRAPHY_KEY_FALLBACKS.',
    ),
  ];
}

function isAmong(key: Secret, others: readonly Secret[]): boolean {
  return key.reveal() !== '' && others.some((other) => other.reveal() === key.reveal());
}

function weakSecret(name: string, value: string): string[] {
  const weakness = value === '' ? null : weaknessOf(value);
  return weakness === null ? [] : [`${name} ${weakness}; \`stagedoor generate_key\` makes a good one.`];
}
