import { defineFeature, type FeatureParts } from 'stagedoor';
import { orderActions } from './api/order/actions.ts';
import { productActions } from './api/product/actions.ts';
import { orderUseCases } from './core/order/order-use-cases.ts';
import { productUseCases } from './core/product/product-use-cases.ts';
import { steps } from './infrastructure/migrations/shop/steps.ts';
import { rowOrderRepository } from './infrastructure/order/row-order-repository.ts';
import { changed, deleted } from './infrastructure/product/product-events.ts';
import { rowProductRepository } from './infrastructure/product/row-product-repository.ts';
import { sharedProductCache } from './infrastructure/product/shared-product-cache.ts';
import { order } from './resources/order.ts';
import { product } from './resources/product.ts';
import { approvedBefore } from './texts/shop-refusals.ts';
import { shopTexts } from './texts/shop-texts.ts';

/** What the shop sells, and what is ordered. */
export const shop = defineFeature({
  name: 'shop',
  resources: [product, order],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/shop',
  texts: shopTexts,
  refusals: [approvedBefore.describedAs(shopTexts.keys.approvedBefore)],
  useCases: ({ rows, channels, clock, refuse }: FeatureParts<object>) => {
    const products = rowProductRepository(rows(product, 'application'));
    const orders = rowOrderRepository(rows(order, 'application'));
    return {
      products: productUseCases(products, sharedProductCache({ channels, clock })),
      orders: orderUseCases(orders, products),
      refuse,
    };
  },
  actions: ({ products, orders, refuse }) => [productActions(products), orderActions(orders, refuse)],
  on: ({ products }) => [
    changed.handledBy(({ data }) => products.forgetProduct(data.id)),
    deleted.handledBy(({ data }) => products.forgetProduct(data.id)),
  ],
});
