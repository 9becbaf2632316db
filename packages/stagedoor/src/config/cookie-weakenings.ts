import { when } from './when.ts';

/** A name without a prefix lets a neighbouring domain plant the cookie, where it could have one. */
export function plantable(setting: string, name: string, isSecure: boolean): string[] {
  return when(
    isSecure && !/^__(?:Host|Secure)-/.test(name),
    `${setting}=${name}: without __Host- a neighbouring domain can plant it.`,
  );
}
