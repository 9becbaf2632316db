import type { Order } from './order.ts';

/** Where orders are kept. */
export interface OrderRepository {
  /** Null where there is none. */
  getById(id: number): Promise<Order | null>;
  /** Changes the order as it is now, and leaves it where `change` answers null. Answers what was written, or null. */
  change(id: number, change: (order: Order) => Order | null): Promise<Order | null>;
}
