import { userInfo } from 'node:os';

/** Whoever runs the command, as the system calls them; `''` where it has no name for them. */
export function systemUser(): string {
  try {
    return userInfo().username.replaceAll(' ', '').toLowerCase();
  } catch {
    // A container may run as a number that no name belongs to.
    return '';
  }
}
