import { AccountsError, type RowsOfApplication } from 'stagedoor';
import { PROMPTS_AN_HOUR, PROMPTS_OF_ONE } from '../../core/payment/payment.ts';
import type { ComeAgain, NewPayment } from '../../core/payment/payment-repository.ts';
import type { payment } from '../../resources/payment.ts';

const HOUR_MS = 3_600_000;

/** The next prompt of a phone; where it was shown as many in the last hour as it may be, when there is one again. */
export async function freePrompt(
  payments: RowsOfApplication<typeof payment>,
  { phone, payerId }: NewPayment,
  now: Date,
): Promise<string | ComeAgain> {
  const last = await payments.list({ where: { phone }, order: ['-asked_at'], limit: PROMPTS_AN_HOUR });
  const shown = last.filter(({ asked_at }) => ageOf(asked_at, now) < HOUR_MS);
  const own = shown.filter(({ payer }) => payer === payerId);
  const full = own.length >= PROMPTS_OF_ONE ? own : shown.length >= PROMPTS_AN_HOUR ? shown : [];
  const oldest = full.at(-1);
  if (oldest !== undefined) return { inSeconds: Math.ceil((HOUR_MS - ageOf(oldest.asked_at, now)) / 1000) };
  const numbers = last.map(({ prompt }) => Number(prompt.split('/').at(-1)));
  return `${phone}/${Math.max(0, ...numbers) + 1}`;
}

function ageOf(moment: Date, now: Date): number {
  return now.getTime() - moment.getTime();
}

/** Somebody took the same one at this moment: the database lets one of them have it. */
export function isPromptTaken(error: unknown): boolean {
  if (!(error instanceof AccountsError)) return false;
  return error.refusal.code === 'invalid-input' && 'prompt' in error.refusal.fields;
}
