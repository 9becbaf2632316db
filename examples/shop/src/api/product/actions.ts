import { handleActions } from 'stagedoor';
import type { ProductUseCases } from '../../core/product/product-use-cases.ts';
import { product } from '../../resources/product.ts';

export function productActions({ discountProduct }: ProductUseCases) {
  return handleActions(product, {
    discount: ({ row, input }) => discountProduct(row, Number(input.percent)),
  });
}
