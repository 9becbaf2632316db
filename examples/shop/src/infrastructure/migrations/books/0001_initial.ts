import type { ResourceStep } from 'stagedoor';

// Create books_author
// Create books_book
export const step: ResourceStep = {
  name: '0001_initial',
  operations: [
    {
      kind: 'create-table',
      table: 'books_author',
      state: {
        columns: {
          name: {
            type: 'text',
            index: true
          }
        }
      }
    },
    {
      kind: 'create-table',
      table: 'books_book',
      state: {
        columns: {
          title: {
            type: 'text'
          },
          author_id: {
            type: 'reference',
            index: true,
            references: {
              table: 'books_author',
              onDelete: 'protect'
            }
          },
          publication_year: {
            type: 'integer'
          },
          added_by_id: {
            type: 'reference',
            nullable: true,
            index: true,
            references: {
              table: 'auth_user',
              onDelete: 'set null'
            }
          }
        }
      }
    }
  ]
};
