import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { decisionList } from './workplace/decision-list.ts';

// Run after adding a decision; a test compares the page with the folder.
const folder = new URL('../docs/decisions/', import.meta.url);
const pages = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .sort()
  .map((name) => ({ name, page: readFileSync(new URL(name, folder), 'utf8') }));
writeFileSync(new URL('README.md', folder), decisionList(pages));
