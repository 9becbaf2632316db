import type { Dependencies } from './dependencies.ts';

/**
 * Seals whatever is kept encrypted and has no end by itself under the current CRYPTOGRAPHY_KEY, so that the one before can be dropped:
 * API tokens, the secrets of webhooks. Answers of how many rows.
 */
export function reseal({ featureRecords }: Pick<Dependencies, 'featureRecords'>): Promise<number> {
  return featureRecords.reseal();
}
