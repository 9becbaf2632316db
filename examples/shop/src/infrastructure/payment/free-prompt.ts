import { AccountsError, type RowsOfApplication } from 'stagedoor';
import { PROMPTS_AN_HOUR } from '../../core/payment/payment.ts';
import type { payment } from '../../resources/payment.ts';

/** One of the prompts that a phone may still be shown in this hour; null where there is none. */
export async function freePrompt(
  payments: RowsOfApplication<typeof payment>,
  phone: string,
  now: Date,
): Promise<string | null> {
  const hour = now.toISOString().slice(0, 13);
  const prompts = Array.from({ length: PROMPTS_AN_HOUR }, (_, n) => `${phone}/${hour}/${n}`);
  const taken = await payments.list({ where: { prompt: { in: prompts } }, limit: PROMPTS_AN_HOUR });
  return prompts.find((one) => !taken.some(({ prompt }) => prompt === one)) ?? null;
}

/** Somebody took the same one at this moment: the database lets one of them have it. */
export function isPromptTaken(error: unknown): boolean {
  if (!(error instanceof AccountsError)) return false;
  return error.refusal.code === 'invalid-input' && 'prompt' in error.refusal.fields;
}
