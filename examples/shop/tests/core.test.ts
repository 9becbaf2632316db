import { describe, expect, test } from 'vitest';
import { approve } from '../src/core/order/order.ts';
import { orderUseCases } from '../src/core/order/order-use-cases.ts';
import { applyDiscount, type Product, priceOf } from '../src/core/product/product.ts';
import { productUseCases } from '../src/core/product/product-use-cases.ts';
import { memoryProductCache } from '../src/infrastructure/product/memory-product-cache.ts';
import { memoryProductRepository } from '../src/infrastructure/product/memory-product-repository.ts';

const pen = { name: 'Pen', description: 'Blue', price: 100 };
const product: Product = { id: 1, ...pen };

describe('a product', () => {
  test.each([
    [100, 10, 90],
    [100, 0, 100],
    [100, 100, 0],
    [0.1, 50, 0.05],
    [9.99, 33, 6.69],
    [0.29, 10, 0.26],
    [30, 9.95, 27.01],
    [99_999_999.99, 12.5, 87_499_999.99],
  ])('that costs %d costs, with %d percent off, %d', (price, percent, discounted) => {
    expect(applyDiscount({ ...product, price }, percent)).toEqual({ ...product, price: discounted });
  });

  test.each([-1, 100.5, Number.NaN])('takes no %d percent off', (percent) => {
    expect(() => applyDiscount(product, percent)).toThrow(RangeError);
  });

  test('costs so many times its price, to the cent', () => {
    expect(priceOf({ ...product, price: 0.1 }, 3)).toBe(0.3);
  });
});

describe('the use cases of products, over a repository in memory', () => {
  const open = () => {
    let now = 0;
    const products = memoryProductRepository();
    const useCases = productUseCases(
      products,
      memoryProductCache(() => new Date(now)),
    );
    return { products, useCases, later: (seconds: number) => (now += seconds * 1000) };
  };

  test('make products, list them by name, and lower the price of one', async () => {
    const { useCases } = open();
    const made = await useCases.createProduct(pen);
    const cap = await useCases.createProduct({ ...pen, name: 'Cap' });
    expect(await useCases.getAllProducts()).toEqual([cap, made]);
    expect(await useCases.discountProduct({ id: made.id, version: 1 }, 10)).toEqual({ ...made, price: 90 });
    expect(await useCases.discountProduct({ id: 7, version: 1 }, 10)).toBeNull();
    expect(await useCases.getProduct(7)).toBeNull();
  });

  test('keep what was read for 300 seconds, and not once it is changed', async () => {
    const { products, useCases, later } = open();
    const { id } = await useCases.createProduct(pen);
    const priceNow = async () => (await useCases.getProduct(id))?.price;
    expect(await priceNow()).toBe(100);
    await products.change({ id, version: 1 }, (one) => ({ ...one, price: 50 }));
    later(299.999);
    expect(await priceNow()).toBe(100);
    later(0.001);
    expect(await priceNow()).toBe(50);
    await useCases.discountProduct({ id, version: 1 }, 50);
    expect(await priceNow()).toBe(25);
    await products.change({ id, version: 1 }, (one) => ({ ...one, price: 1 }));
    await useCases.forgetProduct(id);
    expect(await priceNow()).toBe(1);
  });

  test('keep nothing that was forgotten while it was read, and nothing that could not be read', async () => {
    const cache = memoryProductCache(() => new Date(0));
    const readers: ((product: Product | null) => void)[] = [];
    const slow = () => new Promise<Product | null>((resolve) => readers.push(resolve));
    const first = cache.get('1', 300, slow);
    cache.forget('1');
    readers[0]?.(product);
    expect(await first).toBe(product);
    expect(await cache.get('1', 300, async () => ({ ...product, price: 7 }))).toMatchObject({ price: 7 });
    const failing = () => Promise.reject(new Error('away'));
    await expect(cache.get('2', 300, failing)).rejects.toThrow('away');
    expect(await cache.get('2', 300, async () => product)).toBe(product);
  });
});

describe('an order', () => {
  const order = { id: 1, productId: 1, quantity: 3, state: 'placed', total: null } as const;

  test('is approved once, at the price of that moment', () => {
    const approved = approve(order, { ...product, price: 0.1 });
    expect(approved).toEqual({ ...order, state: 'approved', total: 0.3 });
    expect(approved && approve(approved, product)).toBeNull();
  });

  test('that is not there is not approved', async () => {
    const none = { getById: async () => null, change: async () => null };
    expect(await orderUseCases(none, none).approveOrder({ id: 1, version: 1 })).toBe('not-found');
  });
});
