import type { Seen } from '../seen.ts';
import type { Order } from './order.ts';

/** Where orders are kept. */
export interface OrderRepository {
  /** Null where there is none. */
  getById(id: number): Promise<Order | null>;
  /** Changes the order as it was seen, and leaves it where `change` answers null. Answers what was written, or null. */
  change(seen: Seen, change: (order: Order) => Order | null): Promise<Order | null>;
}
