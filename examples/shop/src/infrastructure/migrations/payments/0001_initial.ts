import type { ResourceStep } from 'stagedoor';

// Create payments_payment
export const step: ResourceStep = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'payments_payment',
      state: {
        columns: {
          payer_id: {
            type: 'reference',
            nullable: true,
            index: true,
            references: {
              table: 'auth_user',
              onDelete: 'set null'
            }
          },
          phone: {
            type: 'text',
            index: true
          },
          amount: {
            type: 'integer'
          },
          state: {
            type: 'text',
            default: 'asked'
          },
          receipt: {
            type: 'text',
            nullable: true,
            unique: true
          },
          prompt: {
            type: 'text',
            unique: true
          },
          prompted_at: {
            type: 'moment',
            nullable: true
          },
          asked_at: {
            type: 'moment'
          }
        }
      }
    }
  ]
};
