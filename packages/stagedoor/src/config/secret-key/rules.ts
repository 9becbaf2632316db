import type { Config } from '../complete-config.ts';
import type { Secret } from '../secret.ts';
import { isEncryptionKey, secretWeakness } from '../secret-strength.ts';
import type { SettingRules } from '../setting-rules.ts';
import { when } from '../when.ts';

export const secretKeyRules: SettingRules = {
  problems: ({ cryptographyKey, cryptographyKeyFallbacks }) => [
    ...noEncryptionKey('CRYPTOGRAPHY_KEY', cryptographyKey.reveal()),
    ...cryptographyKeyFallbacks.flatMap((key) => noEncryptionKey('CRYPTOGRAPHY_KEY_FALLBACKS', key.reveal())),
  ],
  productionProblems: secretProblems,
  weakenings: secretProblems,
};

/** Secrets that others may know or guess, or that one theft opens together. */
function secretProblems(config: Config): string[] {
  return [
    ...secretWeakness(config.secretKeyName, config.secretKey.reveal()),
    ...config.secretKeyFallbacks.flatMap((key) => secretWeakness('SECRET_KEY_FALLBACKS', key.reveal())),
    ...secretWeakness('CRYPTOGRAPHY_KEY', config.cryptographyKey.reveal()),
    ...config.cryptographyKeyFallbacks.flatMap((key) =>
      secretWeakness('CRYPTOGRAPHY_KEY_FALLBACKS', key.reveal()),
    ),
    ...sharedKeys(config),
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

function noEncryptionKey(name: string, value: string): string[] {
  return when(
    value !== '' && !isEncryptionKey(value),
    `${name} must be 32 bytes in URL-safe base64; \`stagedoor generate_key\` makes one.`,
  );
}
