import type { ResourceStep } from 'stagedoor';

// Create shop_order
export const step: ResourceStep = {
  name: '0002_shop_order',
  operations: [
    {
      kind: 'create-table',
      table: 'shop_order',
      state: {
        columns: {
          customer_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'auth_user',
              onDelete: 'cascade'
            }
          },
          product_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'shop_product',
              onDelete: 'protect'
            }
          },
          quantity: {
            type: 'integer'
          },
          state: {
            type: 'text',
            default: 'placed'
          },
          total: {
            type: 'decimal',
            digits: 13,
            places: 2,
            nullable: true
          },
          placed_at: {
            type: 'moment'
          }
        }
      }
    }
  ]
};
