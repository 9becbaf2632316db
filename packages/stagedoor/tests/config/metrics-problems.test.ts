import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { configurationProblems } from './configuration-problems.ts';

const directory = mkdtempSync(join(tmpdir(), 'stagedoor-metrics-'));
afterAll(() => rmSync(directory, { recursive: true }));

const TOKEN = 'kQ8xw2~Zr5.Tn7_Vb1-Lp4+Hs9/Gd3Yf6Mc0Je==';
const unprotected =
  'METRICS needs METRICS_TOKEN in production: behind a proxy of this machine, strangers may look like this machine.';

const problemsOf = (environment: Record<string, string>) =>
  configurationProblems(() => parseConfig({ NODE_ENV: 'test', DATA_DIR: directory, ...environment }));

test('metrics are off where nothing is said, and take a token or none outside production', () => {
  expect(parseConfig({ NODE_ENV: 'test', DATA_DIR: directory })).toMatchObject({ metrics: false });
  expect(problemsOf({ METRICS: 'true' })).toEqual([]);
  expect(problemsOf({ METRICS: 'true', METRICS_TOKEN: TOKEN })).toEqual([]);
});

test('production refuses metrics without a token', () => {
  expect(problemsOf({ NODE_ENV: 'production', METRICS: 'true' })).toContain(unprotected);
  expect(problemsOf({ NODE_ENV: 'production' })).not.toContain(unprotected);
  const withToken = problemsOf({ NODE_ENV: 'production', METRICS: 'true', METRICS_TOKEN: TOKEN });
  expect(withToken.join()).not.toContain('METRICS');
});

test.each(['short', 'a'.repeat(40), 'change-me-please-change-me-please-1234567890'])(
  'production refuses %s as a token',
  (METRICS_TOKEN) => {
    const problems = problemsOf({ NODE_ENV: 'production', METRICS: 'true', METRICS_TOKEN });
    expect(problems.join('\n')).toMatch(/^METRICS_TOKEN (?:must have|can be guessed|is a placeholder)/m);
  },
);

test.each(['two words', 'naïve', 'quoted"', 'a,b'])(
  'refuses %j as a token, which no header carries',
  (METRICS_TOKEN) => {
    expect(problemsOf({ METRICS_TOKEN }).join()).toContain('METRICS_TOKEN must be letters, digits');
  },
);
