import { resourceEvents } from 'stagedoor';
import { product } from '../../resources/product.ts';

/** A product was changed or deleted, whoever did it. */
export const { changed, deleted } = resourceEvents('shop', product);
