import { randomInt } from 'node:crypto';

// Nothing that is read as something else.
const SYMBOLS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/**
 * A password for a person to copy from a terminal: 20 symbols, 99 bits.
 *
 * @example
 * randomPassword(); // 'q7m2x-dk4hp-w9ztb-3nrse'
 */
export function randomPassword(): string {
  return Array.from({ length: GROUPS }, randomGroup).join('-');
}

function randomGroup(): string {
  return Array.from({ length: GROUP_LENGTH }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');
}
