import { describe, expect, it } from 'vitest';
import { showDuration } from '../../src/config/duration.ts';
import { limitSettings } from '../../src/config/limit/settings.ts';
import { settingsTable } from '../../src/config/settings-table.ts';
import type { Limit } from '../../src/core/limit/limit.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import { everyApiRoute } from '../support/every-api-route.ts';
import { testSettings } from '../support/test-settings.ts';
import { namesIn, readDocument, sections, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/sign-in-security.md');
const parts = sections(page, 2);
const settings = testSettings();
const HOUR_MS = 3_600_000;

function part(title: string): string {
  const text = parts.get(title);
  if (text === undefined) throw new Error(`the page has no section "${title}"`);
  return text;
}

describe('the guide to sign-in security', () => {
  it('tells every limit with the numbers in force (ASVS V6.1.1)', () => {
    const told = tableRows(part('How guessing is slowed')).map(([name, , , ...numbers]) => [
      namesIn(name)[0],
      ...numbers,
    ]);
    const inForce = Object.keys(limitSettings.settings)
      .filter((name) => name.startsWith('LIMIT_'))
      .map((name) => [name, ...numbersOf(limitOf(name))]);
    expect(told).toEqual(inForce);
    expect(part('How guessing is slowed')).toContain(
      `\`FAILURE_FLOOR_MILLISECONDS\`, ${settings.failureFloorMs},`,
    );
    expect(part('How guessing is slowed')).toContain(
      `at least ${settings.passwordPolicy.minimumLength} characters`,
    );
  });

  it('lists every address that takes a credential or hands out a session (ASVS V6.1.3)', () => {
    const told = namesIn(part('The ways in')).filter((name) => name.startsWith('/'));
    const routes = [
      ...everyApiRoute,
      ...pageRoutesOf({
        mailCatcher: null,
        openedFeatures: [],
        settings: { organizations: { mode: 'open' } },
      } as never),
    ];
    const credentials = ['password', 'old_password', 'token', 'key'];
    const taking = routes.filter(({ issues, method, path, schema }) => {
      const fields = Object.keys(schema?.body?.properties ?? {});
      const takes = fields.some((field) => credentials.includes(field)) || /:(?:key|token)/.test(path);
      return method === 'POST' && (issues !== 'none' || takes);
    });
    expect([...new Set(told)].sort()).toEqual([...new Set(taking.map(({ path }) => path))].sort());
  });

  it('tells how long sessions live (ASVS V7.1.1, V7.1.2)', () => {
    const { session } = settings;
    const days = (seconds: number) => `${seconds / 86_400} days`;
    const [remembered, , staff, byTokens, staffByTokens] = tableRows(part('How long a session lives'));
    expect(remembered?.slice(1, 3)).toEqual([days(session.ageSeconds), days(session.maxAgeSeconds)]);
    expect(staff?.slice(1, 3)).toEqual([
      `${session.staffAgeSeconds / 60} minutes`,
      `${session.staffMaxAgeSeconds / 3_600} hours`,
    ]);
    expect(byTokens?.[1]).toContain(`${settings.jwt.refreshTokenSeconds / 3_600} hours`);
    expect(byTokens?.[2]).toContain(days(session.maxAgeSeconds));
    expect(staffByTokens?.[2]).toBe(`${session.staffMaxAgeSeconds / 3_600} hours`);
    expect(page).toContain(`at most ${session.maxPerUser} sessions`);
    expect(page).toContain(`within the last ${settings.reauthenticationWindowMs / 60_000} minutes`);
  });

  it('tells how long mailed links live', () => {
    const { links } = settings;
    const text = part('How long a session lives').replaceAll('\n', ' ');
    expect(text).toContain(`live ${links.activationMs / HOUR_MS} hours for activation`);
    expect(text).toContain(`${links.passwordResetMs / 60_000} minutes for a reset`);
    expect(text).toContain(`${links.emailChangeMs / HOUR_MS} hours for a new address`);
    expect(text).toContain(`${links.emailChangeUndoMs / HOUR_MS / 24} days for the way back`);
  });

  it('names only settings that there are', () => {
    const known = Object.keys(settingsTable);
    const named = namesIn(page).filter((name) => /^[A-Z]+(?:_[A-Z]+)+$/.test(name));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

function limitOf(name: string): Limit {
  const group: Record<string, { defaultValue: unknown }> = limitSettings.settings;
  return group[name]?.defaultValue as Limit;
}

function numbersOf({ attempts, windowMs, blockMs, maxBlockMs }: Limit): string[] {
  return [String(attempts), ...[windowMs, blockMs, maxBlockMs].map(showDuration)];
}
