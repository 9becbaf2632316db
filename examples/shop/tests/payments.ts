import type { SignedIn } from 'stagedoor/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { calledBack, cancelled, type Prompt } from './mpesa-stub.ts';
import { type Shop, TUNNEL } from './use-shop.ts';

interface Asked {
  readonly id: number;
  readonly callback: string;
}

export function paymentTests(
  { site, get, post, ask, person }: Shop,
  { prompts, answers }: { prompts(): readonly Prompt[]; answers(): { status: number } },
): void {
  let staff: SignedIn;
  let issue: string;

  beforeAll(async () => {
    staff = await person({
      isStaff: true,
      permissions: ['payments.view_payment', 'payments.delete_payment'],
    });
    const { body } = await post('/api/issues/', staff, { title: 'Pens of spring', body: 'All of them.' });
    issue = `/api/issues/${body.id}/`;
  });

  let phones = 0;
  const newPhone = () => {
    phones += 1;
    return `2547${String(phones).padStart(8, '0')}`;
  };
  /** Asks to pay, and answers where M-Pesa will call. */
  async function askToPay(by: SignedIn, phone = newPhone()): Promise<Asked> {
    const { status, body } = await post('/api/payments/mpesa/', by, { phone });
    expect({ status, body }).toMatchObject({ status: 201, body: { amount: 500, state: 'asked' } });
    await site().runJobs();
    const url = new URL(prompts().at(-1)?.CallBackURL ?? '');
    expect(url.origin).toBe(TUNNEL);
    return { id: body.id, callback: `${url.pathname}${url.search}` };
  }
  const call = async (url: string, body: object) => {
    const answer = await post(url, undefined, body);
    await site().runJobs();
    return answer;
  };
  const subscriptionsOf = async (by: SignedIn) => (await get('/api/subscriptions/', by)).body;

  test('the magazine is for subscribers, and becomes theirs once M-Pesa says that it is paid', async () => {
    const ana = await person();
    for (const url of [issue, '/api/issues/'])
      expect(await get(url, ana)).toMatchObject({
        status: 403,
        body: { detail: 'You need an active subscription to access this resource.' },
      });
    expect((await get(issue)).status).toBe(401);
    const { id, callback } = await askToPay(ana, '254708374149');
    expect(prompts().at(-1)).toMatchObject({ Amount: 500, PhoneNumber: '254708374149' });
    expect(await call(callback, calledBack(500, 'NLJ7RT61SV'))).toMatchObject({
      status: 200,
      body: { ResultCode: 0, ResultDesc: 'Accepted' },
    });
    expect((await get(`/api/payments/${id}/`, ana)).body).toMatchObject({
      state: 'paid',
      receipt: 'NLJ7RT61SV',
    });
    expect((await subscriptionsOf(ana)).results).toMatchObject([{ payment: id, is_active: true }]);
    expect((await get(issue, ana)).status).toBe(200);
    expect((await post('/api/issues/', ana, { title: 'x', body: 'x' })).status).toBe(403);
  });

  test('a phone is shown five prompts an hour, whoever asks and however many at once', async () => {
    const phone = newPhone();
    const people = await Promise.all(Array.from({ length: 8 }, () => person()));
    const sent = site().clock.now().getTime();
    const answers = await Promise.all(
      people.flatMap((one) => [1, 2].map(() => post('/api/payments/mpesa/', one, { phone }))),
    );
    await site().runJobs();
    const shown = prompts().filter(({ PhoneNumber }) => PhoneNumber === phone).length;
    expect(shown).toBe(answers.filter(({ status }) => status === 201).length);
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThanOrEqual(5);
    for (let again = shown; again < 5; again += 1)
      expect((await post('/api/payments/mpesa/', await person(), { phone })).status).toBe(201);
    const owner = await person();
    const { status, headers } = await post('/api/payments/mpesa/', owner, { phone });
    const left = 3600 - (site().clock.now().getTime() - sent) / 1000;
    expect([status, Math.abs(Number(headers['retry-after']) - left) < 5]).toEqual([429, true]);
    await askToPay(await person());
    // An hour slides: no new one begins with the clock's.
    site().clock.advance((left - 60) * 1000);
    expect((await post('/api/payments/mpesa/', await person(), { phone })).status).toBe(429);
    site().clock.advance(61_000);
    expect((await post('/api/payments/mpesa/', await person(), { phone })).status).toBe(201);
  });

  test('one payer takes two of them, and leaves the others to whose phone it is', async () => {
    const [phone, eve] = [newPhone(), await person()];
    const asked = async (by: SignedIn) => (await post('/api/payments/mpesa/', by, { phone })).status;
    expect([await asked(eve), await asked(eve), await asked(eve)]).toEqual([201, 201, 429]);
    expect(await asked(await person())).toBe(201);
  });

  test('a prompt that M-Pesa did not take, or of which nobody knows, is not shown again, and has failed', async () => {
    const [phone, dan] = [newPhone(), await person()];
    const shown = () => prompts().filter(({ PhoneNumber }) => PhoneNumber === phone);
    answers().status = 500;
    try {
      const { status, body } = await post('/api/payments/mpesa/', dan, { phone });
      const stateOf = async () => (await get(`/api/payments/${body.id}/`, dan)).body.state;
      expect(status).toBe(201);
      await site().runJobs();
      expect([shown().length, await stateOf()]).toEqual([1, 'asked']);
      site().clock.advance(600_000);
      await site().runJobs();
      expect([shown().length, await stateOf()]).toEqual([1, 'failed']);
      const { pathname, search } = new URL(shown()[0]?.CallBackURL ?? '');
      await call(`${pathname}${search}`, calledBack(500, 'SHOWN'));
      expect(await stateOf()).toBe('paid');
    } finally {
      answers().status = 200;
    }
  });

  test('a callback that comes again changes nothing, sixteen at once neither', async () => {
    const ben = await person();
    const { id, callback } = await askToPay(ben);
    const all = await Promise.all(
      Array.from({ length: 16 }, (_, n) => call(callback, calledBack(500, `RCPT${n}`))),
    );
    expect(all.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    const { receipt } = (await get(`/api/payments/${id}/`, ben)).body;
    expect((await call(callback, calledBack(500, 'LATER'))).status).toBe(200);
    expect((await call(callback, cancelled())).status).toBe(200);
    expect((await get(`/api/payments/${id}/`, ben)).body).toMatchObject({ state: 'paid', receipt });
    expect((await subscriptionsOf(ben)).count).toBe(1);
  });

  test.each([
    [
      'another proof',
      (callback: string) => callback.replace(/proof=(.)/, (_, first) => `proof=${first === 'A' ? 'B' : 'A'}`),
    ],
    [
      'a proof that ends later',
      (callback: string) => callback.replace(/proof=(\d+)/, (_, end) => `proof=${Number(end) + 1}`),
    ],
    ['no proof', (callback: string) => callback.replace(/&proof=.*/, '&proof=')],
    [
      'the proof of another payment',
      (callback: string, other: string) => callback.replace(/proof=.*/, other),
    ],
  ])('a callback with %s is refused, and nothing is paid', async (_, forged) => {
    const [eve, mallory] = [await person(), await person()];
    const { id, callback } = await askToPay(eve);
    const other = /proof=.*/.exec((await askToPay(mallory)).callback)?.[0] ?? '';
    expect(
      (await call(forged(callback, other), calledBack(500, `FORGED${id}`))).status,
    ).toBeGreaterThanOrEqual(400);
    expect((await get(`/api/payments/${id}/`, eve)).body.state).toBe('asked');
    expect((await subscriptionsOf(eve)).count).toBe(0);
  });

  test('a proof is good for the hour after its prompt, and no longer', async () => {
    const [gil, hal] = [await person(), await person()];
    const [early, late] = [await askToPay(gil), await askToPay(hal)];
    const { clock } = site();
    clock.advance(3_500_000);
    expect((await call(early.callback, calledBack(500, 'EARLY'))).status).toBe(200);
    clock.advance(100_001);
    expect((await call(late.callback, calledBack(500, 'LATE'))).status).toBe(404);
    const stateOf = async (by: SignedIn, { id }: Asked) => (await get(`/api/payments/${id}/`, by)).body.state;
    expect([await stateOf(gil, early), await stateOf(hal, late)]).toEqual(['paid', 'asked']);
  });

  test.each([
    ['another amount', calledBack(1, 'CHEAP'), 'asked'],
    ['a prompt that was cancelled', cancelled(), 'failed'],
  ])('%s pays for nothing', async (_, said, state) => {
    const cleo = await person();
    const { id, callback } = await askToPay(cleo);
    expect((await call(callback, said)).status).toBe(200);
    expect((await get(`/api/payments/${id}/`, cleo)).body).toMatchObject({ state, receipt: null });
    expect((await subscriptionsOf(cleo)).count).toBe(0);
  });

  test('a payment that was cancelled is paid by another try', async () => {
    const gil = await person();
    const { id, callback } = await askToPay(gil);
    await call(callback, cancelled());
    await call(callback, calledBack(500, `AGAIN${id}`));
    expect((await get(`/api/payments/${id}/`, gil)).body).toMatchObject({ state: 'paid' });
    expect((await subscriptionsOf(gil)).count).toBe(1);
  });

  test.each([
    [{}],
    [{ Body: 1 }],
    [{ Body: { stkCallback: { ResultCode: 0 } } }],
    [{ Body: { stkCallback: {} } }],
  ])('what M-Pesa never calls back, %j, is refused', async (said) => {
    const { callback } = await askToPay(await person());
    expect((await call(callback, said)).status).toBe(400);
  });

  test('a payment that a subscription stands on is not deleted, and pays for one alone', async () => {
    const dan = await person();
    const { id, callback } = await askToPay(dan);
    await call(callback, calledBack(500, 'KEPT'));
    expect((await ask('DELETE', `/api/payments/${id}/`, staff)).status).toBe(409);
    const boss = await person({
      permissions: ['subscriptions.add_subscription', 'payments.view_payment'],
    });
    const again = { subscriber: dan.user.id, payment: id };
    expect(await post('/api/subscriptions/', boss, again)).toMatchObject({
      status: 400,
      body: { payment: ['subscription with this payment already exists.'] },
    });
  });

  test('subscriptions are made, changed and deleted by who may do just that', async () => {
    const dan = await person();
    const { callback } = await askToPay(dan);
    await call(callback, calledBack(500, 'JUST'));
    const [own] = (await subscriptionsOf(dan)).results;
    const url = `/api/subscriptions/${own.id}/`;
    const clerk = await person({
      permissions: ['subscriptions.view_subscription', 'subscriptions.change_subscription'],
    });
    expect((await get(url, clerk)).status).toBe(200);
    expect((await ask('PATCH', url, clerk, { is_active: false })).status).toBe(200);
    expect((await ask('DELETE', url, clerk)).status).toBe(403);
    expect((await post('/api/subscriptions/', clerk, { subscriber: dan.user.id })).status).toBe(403);
  });

  test('payments are seen by who pays and by who may, and made by the shop alone', async () => {
    const [ana, ben] = [await person(), await person()];
    const { id } = await askToPay(ana);
    expect((await get(`/api/payments/${id}/`, ben)).status).toBe(404);
    expect((await get(`/api/payments/${id}/`, staff)).status).toBe(200);
    const paid = { phone: '254708374149', amount: 1, state: 'paid' };
    expect((await post('/api/payments/', ana, paid)).status).toBe(403);
    expect((await ask('PATCH', `/api/payments/${id}/`, ana, paid)).status).toBe(403);
  });

  describe('behind the tunnel', () => {
    test('links of a list are those of the tunnel', async () => {
      expect((await get('/api/books/?page_size=1')).body.next).toContain(`${TUNNEL}/api/books/`);
    });

    test('a browser there writes, and another site does not', async () => {
      const { signInAs, createUser, app } = site();
      const { headers } = await signInAs(await createUser({}));
      const from = async (origin: string) =>
        (
          await app.inject({
            method: 'POST',
            url: '/api/payments/mpesa/',
            headers: { ...headers, origin, 'x-forwarded-proto': 'https' },
            payload: { phone: newPhone() },
          })
        ).statusCode;
      expect(await from(TUNNEL)).toBe(201);
      expect(await from('https://evil.example')).toBe(403);
    });
  });
}
