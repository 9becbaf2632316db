import type { TokenClaims } from '../core/token/token-claims.ts';
import { inTime } from './hook-limit.ts';
import type { StagedoorOptions } from './stagedoor.ts';

/** The claims of `createStagedoor`'s option, then those of the features. */
export function siteTokenClaims(
  option: StagedoorOptions['tokenClaims'],
  ofFeatures: TokenClaims,
): TokenClaims {
  if (option === undefined) return ofFeatures;
  return {
    exist: () => true,
    of: async (user) => ({
      ...(await inTime('tokenClaims', async () => option(user))),
      ...(await ofFeatures.of(user)),
    }),
  };
}
