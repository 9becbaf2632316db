import type { ResourceStep } from 'stagedoor';

// Create articles_category
// Create articles_category_editors
// Create articles_article
export const step: ResourceStep = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'articles_category',
      state: {
        columns: {
          name: {
            type: 'text',
            unique: true
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'articles_category_editors',
      state: {
        columns: {
          category_id: {
            type: 'reference',
            references: {
              table: 'articles_category',
              onDelete: 'cascade'
            }
          },
          user_id: {
            type: 'reference',
            references: {
              table: 'auth_user',
              onDelete: 'cascade'
            },
            index: true
          }
        },
        uniqueTogether: [
          [
            "category_id",
            "user_id"
          ]
        ]
      }
    },
    {
      kind: 'create-table',
      table: 'articles_article',
      state: {
        columns: {
          title: {
            type: 'text'
          },
          body: {
            type: 'text'
          },
          category_id: {
            type: 'reference',
            nullable: true,
            index: true,
            references: {
              table: 'articles_category',
              onDelete: 'set null'
            }
          },
          author_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'auth_user',
              onDelete: 'cascade'
            }
          },
          written_at: {
            type: 'moment'
          }
        }
      }
    }
  ]
};
