import { writeFileSync } from 'node:fs';
import { databaseDiagram } from './workplace/database-diagram.ts';
import { drawnTables } from './workplace/drawn-tables.ts';

// Run after a migration was added; a test compares the page with what the migrations make.
const page = new URL('../docs/reference/database-diagram.md', import.meta.url);
writeFileSync(page, databaseDiagram(await drawnTables()));
