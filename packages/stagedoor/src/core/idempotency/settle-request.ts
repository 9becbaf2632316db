import { type RequestKey, requestKeyHash } from './claim-request.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Says how a claimed request ended: carried out, with the answer to give again (null where it carried a credential,
 * which is never given twice), or refused, so that it may be sent again.
 */
export async function settleRequest(
  { idempotency }: Pick<Dependencies, 'idempotency'>,
  input: RequestKey & { readonly ended: { readonly answer: string | null } | 'refused' },
): Promise<void> {
  const keyHash = requestKeyHash(input);
  if (input.ended === 'refused') await idempotency.abandon(keyHash);
  else await idempotency.complete(keyHash, input.ended.answer);
}
