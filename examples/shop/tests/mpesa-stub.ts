import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What M-Pesa was asked for, as its documents say. */
export interface Prompt {
  readonly Amount: number;
  readonly PhoneNumber: string;
  readonly CallBackURL: string;
  readonly Password: string;
  readonly Timestamp: string;
}

/** M-Pesa on this machine: hands out tokens, takes prompts, and calls nobody back by itself. */
export async function startMpesa() {
  const prompts: Prompt[] = [];
  /** What prompts are answered with from then on. */
  const answers = { status: 200 };
  const server = createServer(async (request, response) => {
    const isToken = request.url?.startsWith('/oauth/v1/generate');
    const credential = isToken ? `Basic ${Buffer.from('key:secret').toString('base64')}` : 'Bearer granted';
    if (request.headers.authorization !== credential) return void response.writeHead(401).end('{}');
    if (!isToken) prompts.push((await json(request)) as Prompt);
    if (!isToken) response.statusCode = answers.status;
    response.end(JSON.stringify(isToken ? { access_token: 'granted' } : { ResponseCode: '0' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { prompts, answers, environment: environmentOf(server), stop: () => stop(server) };
}

function environmentOf(server: Server): Readonly<Record<string, string>> {
  return {
    PAYMENTS_MPESA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    PAYMENTS_MPESA_KEY: 'key',
    PAYMENTS_MPESA_SECRET: 'secret',
    PAYMENTS_MPESA_PASSKEY: 'passkey',
    PAYMENTS_CALLBACK_KEY: 'only-for-tests-only-for-tests-4711',
  };
}

async function stop(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}

/** What it calls back. */
export function calledBack(amount: number, receipt: string): object {
  const Item = [
    { Name: 'Amount', Value: amount },
    { Name: 'MpesaReceiptNumber', Value: receipt },
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: 20261130102115 },
    { Name: 'PhoneNumber', Value: 254708374149 },
  ];
  return stkCallback({
    ResultCode: 0,
    ResultDesc: 'The service request is processed successfully.',
    CallbackMetadata: { Item },
  });
}

export function cancelled(): object {
  return stkCallback({ ResultCode: 1032, ResultDesc: 'Request cancelled by user.' });
}

function stkCallback(said: object): object {
  const ids = { MerchantRequestID: '29115-34620561-1', CheckoutRequestID: 'ws_CO_191220191020363925' };
  return { Body: { stkCallback: { ...ids, ...said } } };
}
