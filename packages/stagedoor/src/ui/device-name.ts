import Bowser from 'bowser';
import type { Translator } from '../texts/translator.ts';

export type DeviceKind = 'computer' | 'phone' | 'program';

/** What `operator` visits carry instead of a browser's name. */
const COMMAND_LINE = 'command line';

/**
 * A user agent is whatever a stranger sends, and it stands in e-mails to other people: only short plain names pass,
 * never an address, a number to call or a sentence.
 */
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9 -]{0,31}$/;
const PROGRAM = /^([A-Za-z][A-Za-z0-9-]{0,23})(?:[/ ]|$)/;

function plain(name: string | undefined): string | null {
  return name !== undefined && PLAIN_NAME.test(name) ? name : null;
}

/** “Firefox on Windows”: what a person recognises of a user agent, which is only what the browser claims to be. */
export function deviceName(t: Translator, userAgent: string): string {
  if (userAgent === COMMAND_LINE) return t('device.command_line');
  if (userAgent === '') return t('device.unknown');
  const { browser, os } = Bowser.parse(userAgent);
  const system = plain(os.name);
  const name = system === null ? (PROGRAM.exec(userAgent)?.[1] ?? null) : plain(browser.name);
  if (name !== null && system !== null) return t('device.browser_on_system', { browser: name, system });
  return name ?? system ?? t('device.unknown');
}

export function deviceKind(userAgent: string): DeviceKind {
  if (userAgent === '') return 'program';
  const { type } = Bowser.parse(userAgent).platform;
  if (type === 'mobile' || type === 'tablet') return 'phone';
  return type === 'desktop' ? 'computer' : 'program';
}
