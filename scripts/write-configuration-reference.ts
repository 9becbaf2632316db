import { writeFileSync } from 'node:fs';
import { configurationReference } from '../packages/stagedoor/src/config/reference-page.ts';

// Run after changing the settings; a test compares the page with the table.
writeFileSync(new URL('../docs/reference/configuration.md', import.meta.url), configurationReference());
