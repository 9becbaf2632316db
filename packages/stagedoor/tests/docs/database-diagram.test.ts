import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { databaseDiagram } from '../../../../scripts/workplace/database-diagram.ts';
import { drawnTables } from '../../../../scripts/workplace/drawn-tables.ts';

it('the page docs/reference/database-diagram.md draws the tables that the migrations make', async () => {
  const page = readFileSync(inCheckout('docs', 'reference', 'database-diagram.md'), 'utf8');
  expect(page).toBe(databaseDiagram(await drawnTables()));
});

it('the drawing has an arrow for each reference, and says which may be none', () => {
  const columns = [{ name: 'id', type: 'bigint', isKey: true }];
  const drawn = databaseDiagram([
    { name: 'post', columns, references: [] },
    {
      name: 'reply',
      columns: [...columns, { name: 'post_id', type: 'bigint', isKey: false }],
      references: [{ column: 'post_id', to: 'post', isOptional: true }],
    },
  ]);
  expect(drawn).toContain('    bigint post_id FK\n');
  expect(drawn).toContain('  post |o--o{ reply : post_id\n');
});
