import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsFrom } from '../../src/config/core-settings.ts';
import { parseConfig } from '../../src/config.ts';
import type { Settings } from '../../src/core/settings.ts';
import { commonPasswords } from './common-passwords.ts';

/** The settings of a site that configures nothing but what is given. */
export function testSettings(environment: Readonly<Record<string, string>> = {}): Settings {
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  try {
    return settingsFrom(
      parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...environment }),
      commonPasswords,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
