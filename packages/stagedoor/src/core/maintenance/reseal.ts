import type { ResealedRecords } from '../kernel/feature-records.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Seals whatever is kept encrypted and has no end by itself under the current CRYPTOGRAPHY_KEY, so that the one before can be dropped:
 * API tokens, the secrets of webhooks. Answers what came of it for each of them: how many rows, and how many no key opens.
 */
export function reseal({
  featureRecords,
}: Pick<Dependencies, 'featureRecords'>): Promise<readonly ResealedRecords[]> {
  return featureRecords.reseal();
}
