/** What the shop sells. */
export interface Product {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** In the currency of the shop, to two places. */
  readonly price: number;
}

export type NewProduct = Omit<Product, 'id'>;

/** What so many of it cost. */
export function priceOf({ price }: Product, quantity: number): number {
  return (Math.round(price * 100) * quantity) / 100;
}

/**
 * The product at a lower price: 10 percent off 100 is 90. It is counted in hundredths, and half of one is rounded up, so that no price is
 * ever a fraction that is nearly right.
 *
 * @throws RangeError for less than nothing off, and for more than all of it
 */
export function applyDiscount(product: Product, percent: number): Product {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError('A discount is between 0 and 100 percent.');
  const hundredths = Math.round(product.price * 100);
  const discount = Math.round((hundredths * Math.round(percent * 100)) / 10_000);
  return { ...product, price: (hundredths - discount) / 100 };
}
