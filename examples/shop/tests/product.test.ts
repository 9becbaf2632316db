import { openTestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { site } from '../src/site.ts';

describe.each(databases)('products on $database', ({ open }) => {
  let opened: Awaited<ReturnType<typeof openTestSite>>;
  let drop: () => Promise<void>;
  let staff: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    opened = await openTestSite({ ...site, env: database.env });
    staff = (await opened.signInAs(await opened.createUser({ isStaff: true }), 'api-token')).headers;
  });
  afterAll(async () => {
    await opened.close();
    await drop();
  });

  const get = async (url: string) => {
    const { statusCode, body } = await opened.app.inject({ url });
    return { status: statusCode, body: JSON.parse(body) };
  };
  const post = async (url: string, payload: object, headers = staff) => {
    const { statusCode, body } = await opened.app.inject({ method: 'POST', url, payload, headers });
    return { status: statusCode, body: JSON.parse(body) };
  };

  test('a product is made, shown with its price as text, and listed', async () => {
    expect((await get('/api/products/')).body.results).toEqual([]);
    const pen = { name: 'Pen', description: 'Blue', price: '9.99' };
    const made = await post('/api/products/', pen);
    expect(made).toMatchObject({ status: 201, body: pen });
    expect((await get('/api/products/')).body.results).toEqual([made.body]);
  });
});
