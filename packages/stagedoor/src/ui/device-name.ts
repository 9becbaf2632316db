import Bowser from 'bowser';
import type { Translator } from '../texts/translator.ts';

export type DeviceKind = 'computer' | 'phone' | 'program';

/** What `operator` visits carry instead of a browser's name. */
const COMMAND_LINE = 'command line';

/** “Firefox on Windows”: what a person recognises of a user agent, which is only what the browser claims to be. */
export function deviceName(t: Translator, userAgent: string): string {
  if (userAgent === COMMAND_LINE) return t('device.command_line');
  if (userAgent === '') return t('device.unknown');
  const { browser, os } = Bowser.parse(userAgent);
  if (browser.name && os.name)
    return t('device.browser_on_system', { browser: browser.name, system: os.name });
  return browser.name || os.name || userAgent.slice(0, 60);
}

export function deviceKind(userAgent: string): DeviceKind {
  if (userAgent === '') return 'program';
  const { type } = Bowser.parse(userAgent).platform;
  if (type === 'mobile' || type === 'tablet') return 'phone';
  return type === 'desktop' ? 'computer' : 'program';
}
