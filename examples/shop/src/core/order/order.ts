import { type Product, priceOf } from '../product/product.ts';

/** So many of a product that somebody wants. */
export interface Order {
  readonly id: number;
  readonly productId: number;
  readonly quantity: number;
  readonly state: 'placed' | 'approved';
  /** What it costs, as it was approved; null before. */
  readonly total: number | null;
}

/** The order, at the price that the product has now. Only once: `null` for one that is approved already. */
export function approve(order: Order, product: Product): Order | null {
  if (order.state !== 'placed') return null;
  return { ...order, state: 'approved', total: priceOf(product, order.quantity) };
}
