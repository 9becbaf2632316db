import type { ResourceStep } from 'stagedoor';

// Create shop_product
export const step: ResourceStep = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'shop_product',
      state: {
        columns: {
          name: {
            type: 'text'
          },
          description: {
            type: 'text'
          },
          price: {
            type: 'decimal',
            digits: 10,
            places: 2
          }
        }
      }
    }
  ]
};
