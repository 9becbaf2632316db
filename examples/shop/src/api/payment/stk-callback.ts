import { AccountsError } from 'stagedoor';
import { Type } from 'stagedoor/api';
import type { Outcome } from '../../core/payment/payment.ts';

const item = Type.Object({
  Name: Type.String({ maxLength: 50 }),
  Value: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Number()])),
});

/** What M-Pesa Express calls back. */
export const stkCallback = Type.Object({
  Body: Type.Object({
    stkCallback: Type.Object({
      ResultCode: Type.Integer(),
      CallbackMetadata: Type.Optional(Type.Object({ Item: Type.Array(item, { maxItems: 20 }) })),
    }),
  }),
});

type StkCallback = Type.Static<typeof stkCallback>;

/** @throws AccountsError `invalid-input` for a success without amount or receipt */
export function outcomeOf({ Body }: StkCallback): Outcome {
  const { ResultCode, CallbackMetadata } = Body.stkCallback;
  if (ResultCode !== 0) return { result: 'failed' };
  const valueNamed = (name: string) => CallbackMetadata?.Item.find(({ Name }) => Name === name)?.Value;
  const [amount, receipt] = [valueNamed('Amount'), valueNamed('MpesaReceiptNumber')];
  if (typeof amount !== 'number' || typeof receipt !== 'string' || receipt === '')
    throw new AccountsError({ code: 'invalid-input', fields: { Body: [{ code: 'required' }] } });
  return { result: 'paid', amount, receipt };
}
