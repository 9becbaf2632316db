import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { type SettingsOf, setting } from '../../src/config/feature-settings.ts';
import type { Secret } from '../../src/config/secret.ts';
import { ConfigurationError, parseConfig } from '../../src/config.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { defineFeature } from '../../src/server/define-feature.ts';

const settings = {
  TALLY_MOST: setting.integer({ default: 10, min: 1, max: 99, about: 'The most that is counted.' }),
  TALLY_NOTIFY: setting.emailAddress({ default: null, about: 'Who is told.' }),
  TALLY_API_KEY: setting.secret({ default: null, about: 'Opens the shop.' }),
};

const tally = defineFeature({
  name: 'tally',
  settings,
  useCases: ({ settings: own }: FeatureParts<object, SettingsOf<typeof settings>>) => ({ own: () => own }),
});

describe('the settings of a feature', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'feature-settings-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function read(env: Readonly<Record<string, string>>) {
    const own = { DATA_DIR: folder, DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' };
    const stagedoor = await createStagedoor({ env: { ...own, ...env }, features: [tally] });
    const read = stagedoor.features.tally.own();
    await stagedoor.close();
    return read;
  }

  const problemsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
    try {
      parseConfig({ DATA_DIR: folder, ...env }, {}, [tally]);
      return [];
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems;
      throw error;
    }
  };

  it('are read from the environment, typed, under the camel-case form of their names', async () => {
    const own = await read({ TALLY_MOST: '7', TALLY_NOTIFY: 'Owner@Example.org', TALLY_API_KEY: 'hunter2' });
    expectTypeOf(own).toEqualTypeOf<{
      readonly tallyMost: number;
      readonly tallyNotify: string | null;
      readonly tallyApiKey: Secret | null;
    }>();
    expect([own.tallyMost, own.tallyNotify]).toEqual([7, 'owner@example.org']);
    expect([own.tallyApiKey?.reveal(), `${own.tallyApiKey}`]).toEqual(['hunter2', '[secret]']);
  });

  it('have their defaults where nothing is set, and an empty variable is not set', async () => {
    expect(await read({ TALLY_MOST: ' ' })).toEqual({ tallyMost: 10, tallyNotify: null, tallyApiKey: null });
  });

  it('are read from a file where they are secret', async () => {
    const file = join(folder, 'key');
    writeFileSync(file, 'from a file\n');
    expect((await read({ TALLY_API_KEY_FILE: file })).tallyApiKey?.reveal()).toBe('from a file');
  });

  it('are named where they cannot be read, all at once and beside ours', () => {
    expect(problemsOf({ TALLY_MOST: '100', TALLY_NOTIFY: 'owner', PORT: 'x' })).toEqual([
      'PORT must be a whole number, 0 to 65535; it is "x".',
      'TALLY_MOST must be a whole number, 1 to 99; it is "100".',
      'TALLY_NOTIFY must be one email address, such as owner@example.org; it is "owner".',
    ]);
  });

  it('are known to the search for slips, which takes none of them for a slip of ours', () => {
    const { misspeltSettings } = parseConfig({ DATA_DIR: folder, TALLY_NOTIFI: 'x', TALLY_MOST: '3' }, {}, [
      tally,
    ]);
    expect(misspeltSettings).toEqual([
      'TALLY_NOTIFI is no setting and changes nothing; did you mean TALLY_NOTIFY?',
    ]);
  });

  const about = 'How long.';
  const length = setting.integer({ default: 1, min: 1, max: 2, about });

  it.each([
    ['of another name', { LENGTH: length }, 'settings.LENGTH must be in capitals and begin with SESSION_'],
    ['in small letters', { SESSION_length: length }, 'must be in capitals'],
    [
      'of ours',
      { SESSION_COOKIE_AGE: length },
      'settings.SESSION_COOKIE_AGE must have a name that is nobody',
    ],
    ['made by nobody', { SESSION_LENGTH: { default: 1 } }, 'must be made by setting.integer'],
    ['that is nothing', { SESSION_LENGTH: null }, 'must be made by setting.integer'],
    [
      'whose default is none of its values',
      { SESSION_LENGTH: setting.integer({ default: 3, min: 1, max: 2, about }) },
      'the default of settings.SESSION_LENGTH must be whole number, 1 to 2',
    ],
    ['without a word of what it does', { SESSION_LENGTH: { ...length, about: '' } }, 'must be made by'],
  ])('do not start with one %s', (_, table, sentence) => {
    const record = { name: 'session', settings: table };
    expect(() => defineFeature(record as never)).toThrow(sentence);
  });

  it('do not start with a list in their place, nor with one name for two features', async () => {
    expect(() => defineFeature({ name: 'tally', settings: [] as never })).toThrow(
      'settings must be a record',
    );
    const long = defineFeature({ name: 'tally_sum', settings: { TALLY_SUM_MOST: length } });
    const short = defineFeature({ name: 'tally', settings: { TALLY_SUM_MOST: length } });
    await expect(createStagedoor({ env: {}, features: [short, long] })).rejects.toThrow('nobody else’s');
  });

  it('do not compile without the name of their feature in front', () => {
    // @ts-expect-error the prefix is missing
    expect(() => defineFeature({ name: 'tally', settings: { MOST: length } })).toThrow('begin with TALLY_');
  });
});
