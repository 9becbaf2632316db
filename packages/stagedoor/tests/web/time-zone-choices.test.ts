import { describe, expect, it } from 'vitest';
import { currentZone, timeZoneChoices } from '../../src/web/user/time-zone-choices.ts';

const zoneOf = (timeZone: string) => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

describe('the time zones to choose from', () => {
  const choices = timeZoneChoices('');

  it('have the names of today, each once, in order, UTC last', () => {
    const names = choices.map(({ value }) => value);
    expect(names).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Europe/Kyiv', 'America/Nuuk']));
    for (const former of ['Asia/Calcutta', 'Europe/Kiev', 'America/Godthab']) {
      expect(names).not.toContain(former);
    }
    expect(names.at(-1)).toBe('UTC');
    expect(names.slice(0, -1)).toEqual([...new Set(names.slice(0, -1))].sort());
  });

  it('are all those that this Node knows, and the new name is the same zone as the old one', () => {
    const zones = choices.map(({ value }) => zoneOf(value));
    expect(zones).toEqual(expect.arrayContaining(Intl.supportedValuesOf('timeZone')));
    for (const { value, formerly } of choices) if (formerly) expect(zoneOf(value)).toBe(zoneOf(formerly));
  });

  it('keep what was chosen under a name that is none of them', () => {
    expect(timeZoneChoices('Etc/GMT+5').at(-1)?.value).toBe('Etc/GMT+5');
    expect(timeZoneChoices('Asia/Calcutta')).toEqual(choices);
    expect(currentZone('Asia/Calcutta')).toBe('Asia/Kolkata');
  });
});
