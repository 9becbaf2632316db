import type { SignedIn } from 'stagedoor/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Shop } from './use-shop.ts';

export function shopTests({ site, products, get, post, ask, person }: Shop): void {
  let staff: SignedIn;
  let ana: SignedIn;
  let pen: number;

  beforeAll(async () => {
    expect((await get('/api/products/')).body).toEqual([]);
    staff = await person({ isStaff: true });
    ana = await person({ username: 'ana' });
    pen = (await post('/api/products/', staff, { name: 'Pen', description: 'Blue', price: '9.99' })).body.id;
  });

  const order = async (by: SignedIn, quantity = 2) =>
    await post('/api/orders/', by, { product: pen, quantity, state: 'approved', customer: 1, total: '0' });

  describe('products', () => {
    test('are made, shown with their price as text, and listed', async () => {
      const shown = { id: pen, name: 'Pen', description: 'Blue', price: '9.99' };
      expect((await get(`/api/products/${pen}/`)).body).toEqual(shown);
      expect((await get('/api/products/')).body).toEqual([shown]);
    });

    test.each([
      [
        {},
        {
          name: ['This field is required.'],
          description: ['This field is required.'],
          price: ['This field is required.'],
        },
      ],
      [
        { name: 'x'.repeat(101), description: 'x', price: '123456789.00' },
        {
          name: ['Ensure this field has no more than 100 characters.'],
          price: ['Ensure that there are no more than 10 digits in total.'],
        },
      ],
      [
        { name: 'x', description: 'x', price: '1.234' },
        { price: ['Ensure that there are no more than 2 decimal places.'] },
      ],
      [
        { name: 'x', description: 'x', price: '-0.01' },
        { price: ['Ensure this value is greater than or equal to 0.'] },
      ],
    ])('say what is wrong with each field of %j', async (sent, problems) => {
      expect(await post('/api/products/', staff, sent)).toMatchObject({ status: 400, body: problems });
    });

    test('are filtered by price, searched by name, and put in order', async () => {
      for (const [name, price] of [
        ['Cap', '12.50'],
        ['Ink pen', '3.00'],
      ] as const)
        await post('/api/products/', staff, { name, description: 'x', price });
      const names = async (query: string) =>
        (await get(`/api/products/?${query}`)).body.map(({ name }: { name: string }) => name);
      expect(await names('')).toEqual(['Cap', 'Ink pen', 'Pen']);
      expect(await names('price__gte=9.99')).toEqual(['Cap', 'Pen']);
      expect(await names('price__lte=9.99&ordering=price')).toEqual(['Ink pen', 'Pen']);
      expect(await names('price=12.5')).toEqual(['Cap']);
      expect(await names('search=pen&ordering=-name')).toEqual(['Pen', 'Ink pen']);
    });

    test('are read from the cache for five minutes, and anew once somebody changed them', async () => {
      const { body } = await post('/api/products/', staff, { name: 'Lamp', description: 'x', price: '5' });
      const url = `/api/products/${body.id}/`;
      expect(await products().getProduct(body.id)).toMatchObject({ price: 5 });
      await ask('PATCH', url, staff, { price: '6' });
      await site().runJobs();
      expect(await products().getProduct(body.id)).toMatchObject({ price: 6 });
      await ask('DELETE', url, staff);
      await site().runJobs();
      expect(await products().getProduct(body.id)).toBeNull();
    });

    test('are written by staff alone', async () => {
      const cap = { name: 'x', description: 'x', price: '1' };
      expect((await post('/api/products/', undefined, cap)).status).toBe(401);
      expect((await post('/api/products/', ana, cap)).status).toBe(403);
    });

    test('get a discount from whoever may change them, and no more than all of it', async () => {
      const { body: mug } = await post('/api/products/', staff, {
        name: 'Mug',
        description: 'x',
        price: '100',
      });
      const discount = (by: SignedIn, percent: unknown, id = mug.id) =>
        post(`/api/products/${id}/discount/`, by, { percent });
      const clerk = await person({ permissions: ['shop.change_product'] });
      expect(await discount(clerk, 10)).toMatchObject({ status: 200, body: { id: mug.id, price: '90.00' } });
      expect((await get(`/api/products/${mug.id}/`)).body.price).toBe('90.00');
      expect((await discount(clerk, 101)).status).toBe(400);
      expect((await discount(clerk, 'much')).status).toBe(400);
      expect((await discount(clerk, 10, 7)).status).toBe(404);
      expect((await discount(ana, 10)).status).toBe(403);
    });
  });

  describe('orders', () => {
    test('are made by whoever is logged in, as their own, placed and without a total', async () => {
      expect((await post('/api/orders/', undefined, { product: pen, quantity: 1 })).status).toBe(401);
      const { status, body } = await order(ana);
      expect({ status, body }).toMatchObject({
        status: 201,
        body: { customer: ana.user.id, product: pen, quantity: 2, state: 'placed', total: null },
      });
      expect((await post('/api/orders/', ana, { product: 7, quantity: 0 })).body).toEqual({
        product: ['Invalid pk "7" - object does not exist.'],
        quantity: ['Ensure this value is greater than or equal to 1.'],
      });
    });

    test('are seen by their customer and by managers, and by nobody else', async () => {
      const ben = await person();
      const { id } = (await order(ben)).body;
      const manager = await managerOf();
      expect((await get(`/api/orders/${id}/`, ben)).status).toBe(200);
      expect((await get(`/api/orders/${id}/`, manager)).status).toBe(200);
      expect((await get(`/api/orders/${id}/`, ana)).status).toBe(404);
      expect((await get('/api/orders/', ben)).body.count).toBe(1);
      expect((await ask('PATCH', `/api/orders/${id}/`, ben, { quantity: 1 })).status).toBe(403);
      expect((await ask('PATCH', `/api/orders/${id}/`, manager, { quantity: 1 })).status).toBe(200);
      expect((await ask('DELETE', `/api/orders/${id}/`, manager)).status).toBe(403);
    });

    test('are approved once, by who may, at the price of that moment', async () => {
      const { id } = (await order(ana, 3)).body;
      const manager = await managerOf();
      const approve = (by: SignedIn) => post(`/api/orders/${id}/approve_order/`, by, {});
      expect((await approve(ana)).status).toBe(403);
      expect(await approve(manager)).toMatchObject({
        status: 200,
        body: { id, state: 'approved', total: '29.97' },
      });
      expect((await get(`/api/orders/${id}/`, ana)).body).toMatchObject({
        state: 'approved',
        total: '29.97',
      });
      expect(await approve(manager)).toMatchObject({
        status: 409,
        body: { detail: 'This order is approved already.' },
        headers: { 'refusal-code': 'shop.approved-before' },
      });
    });

    test('are changed by nobody once they are approved', async () => {
      const { id } = (await order(ana)).body;
      const manager = await managerOf();
      await post(`/api/orders/${id}/approve_order/`, manager, {});
      expect((await ask('PATCH', `/api/orders/${id}/`, manager, { quantity: 1000 })).status).toBe(403);
    });

    test('are approved as they were seen, or not at all', async () => {
      const manager = await managerOf();
      for (let round = 0; round < 8; round += 1) {
        const { body, headers } = await order(ana, 1);
        const seen = { ...manager, headers: { ...manager.headers, 'if-match': String(headers.etag) } };
        const [changed, approved] = await Promise.all([
          ask('PATCH', `/api/orders/${body.id}/`, seen, { quantity: 1000 }),
          post(`/api/orders/${body.id}/approve_order/`, seen, {}),
        ]);
        expect([changed.status, approved.status]).not.toEqual([200, 200]);
        if (approved.status === 200) expect(approved.body.total).toBe('9.99');
      }
    });

    test('keep the product that they are of', async () => {
      await order(ana);
      expect((await ask('DELETE', `/api/products/${pen}/`, staff)).status).toBe(409);
    });
  });

  async function managerOf(): Promise<SignedIn> {
    await site().stagedoor.useCases.group.seedRoles({ by: 'operator', roles: site().stagedoor.roles });
    return await person({ groups: ['Manager'] });
  }
}
