import { PlainError } from 'stagedoor';
import type { MobileMoney, MoneyRequest } from '../../core/payment/mobile-money.ts';

export interface MpesaSettings {
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly shortcode: string;
  readonly passkey: string;
}

/** M-Pesa Express, which shows a prompt on the phone (https://developer.safaricom.co.ke/APIs/MpesaExpressSimulate). */
export function mpesa({ url, key, secret, shortcode, passkey }: MpesaSettings, now: () => Date): MobileMoney {
  return {
    async ask(request, signal, mayPrompt) {
      const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`;
      const { access_token } = await answerOf(`${url}/oauth/v1/generate?grant_type=client_credentials`, {
        headers: { authorization },
        signal,
      });
      if (!(await mayPrompt())) return;
      await answerOf(`${url}/mpesa/stkpush/v1/processrequest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify(prompt(request)),
        signal,
      });
    },
  };

  function prompt({ phone, amount, callbackUrl }: MoneyRequest): object {
    const timestamp = now().toISOString().replaceAll(/\D/g, '').slice(0, 14);
    return {
      BusinessShortCode: shortcode,
      Password: Buffer.from(`${shortcode}${passkey}${timestamp}`).toString('base64'),
      Timestamp: timestamp,
      TransactionType: 'CustomerPayBillOnline',
      Amount: amount,
      PartyA: phone,
      PartyB: shortcode,
      PhoneNumber: phone,
      CallBackURL: callbackUrl,
      AccountReference: 'Subscription',
      TransactionDesc: 'Subscription',
    };
  }
}

/** Throws where it was not taken, so that the job is tried again. */
async function answerOf(url: string, request: RequestInit): Promise<{ readonly access_token?: string }> {
  const answer = await fetch(url, request);
  if (!answer.ok) throw new PlainError(`M-Pesa answered ${answer.status}.`);
  return (await answer.json()) as { access_token?: string };
}
