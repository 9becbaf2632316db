import type { ResourceStep } from 'stagedoor';

// Create subscriptions_subscription
// Create subscriptions_issue
export const step: ResourceStep = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'subscriptions_subscription',
      state: {
        columns: {
          subscriber_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'auth_user',
              onDelete: 'cascade'
            }
          },
          payment_id: {
            type: 'reference',
            unique: true,
            index: true,
            references: {
              table: 'payments_payment',
              onDelete: 'protect'
            }
          },
          is_active: {
            type: 'boolean',
            default: true
          },
          since: {
            type: 'moment'
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'subscriptions_issue',
      state: {
        columns: {
          title: {
            type: 'text'
          },
          body: {
            type: 'text'
          }
        }
      }
    }
  ]
};
