import type { ObjectPageQuery } from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { StoreContext } from '../store-context.ts';
import type { Ordering } from './object-order.ts';

export type Context = Pick<StoreContext, 'db' | 'dialect'>;

/** What is listed, and from where. */
export interface Listed {
  readonly context: Context;
  readonly type: ObjectType;
  readonly ordering: Ordering;
  readonly page: ObjectPageQuery;
}
