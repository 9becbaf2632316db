import type { TokenClaims } from '../core/token/token-claims.ts';
import { inTime } from './hook-limit.ts';
import type { TellReserved } from './reserved-claims.ts';
import type { StagedoorOptions } from './stagedoor.ts';

/** The claims of `createStagedoor`'s option, then those of the features. */
export function siteTokenClaims(
  option: StagedoorOptions['tokenClaims'],
  { ofFeatures, tellReserved }: { readonly ofFeatures: TokenClaims; readonly tellReserved: TellReserved },
): TokenClaims {
  if (option === undefined) return ofFeatures;
  return {
    exist: () => true,
    async of(user) {
      const own = await inTime('tokenClaims', async () => option(user));
      tellReserved('tokenClaims of createStagedoor', own);
      return { ...own, ...(await ofFeatures.of(user)) };
    },
  };
}
