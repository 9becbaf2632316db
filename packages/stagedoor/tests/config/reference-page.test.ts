import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { configurationReference } from '../../src/config/reference-page.ts';

it('the page docs/reference/configuration.md is the one that the settings make', () => {
  const page = readFileSync(new URL('../../../../docs/reference/configuration.md', import.meta.url), 'utf8');
  expect(page).toBe(configurationReference());
});
