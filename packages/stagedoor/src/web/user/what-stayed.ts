import type { Removed } from '../../core/account/life/remove-account.ts';
import type { Fate } from '../../core/kernel/feature-records.ts';
import { userName } from '../../core/user/user-name.ts';
import type { Translator } from '../../texts/translator.ts';

/** Of the names in one sentence: three of these and what surrounds them have room in the cookie that carries them. */
const MOST_BYTES = 700;
const SEPARATOR = 2;

/** What is said on the page that follows the deletion of an account: nobody is left who could look. In the order in which it was said before. */
export function whatStayed(t: Translator, { organizations, rowsKept }: Removed): readonly string[] {
  const ended = organizations.filter(({ heir }) => heir === null);
  return [
    ...endedText(t, ended),
    ...passedText(
      t,
      organizations.flatMap(({ organization, heir }) =>
        heir === null ? [] : [{ name: organization.name, heir: userName(heir) }],
      ),
    ),
    ...(rowsKept === 0 ? [] : [t('delete.rows_kept', { count: rowsKept })]),
  ];
}

function endedText(t: Translator, ended: readonly Fate[]): readonly string[] {
  const [first] = ended;
  if (first === undefined) return [];
  if (ended.length === 1) return [t('delete.organization_ended', { name: first.organization.name })];
  const names = ended.map(({ organization }) => organization.name);
  return [t('delete.organizations_ended', { names: listed(t, names) })];
}

function passedText(
  t: Translator,
  passed: readonly { readonly name: string; readonly heir: string }[],
): readonly string[] {
  const [first] = passed;
  if (first === undefined) return [];
  if (passed.length === 1) return [t('delete.organization_passed', first)];
  const names = passed.map(({ name, heir }) => `${name} (${heir})`);
  return [t('delete.organizations_passed', { names: listed(t, names) })];
}

/** As many as have room, and how many more there are. */
function listed(t: Translator, names: readonly string[]): string {
  let bytes = 0;
  const none = names.findIndex((name) => {
    bytes += Buffer.byteLength(name) + SEPARATOR;
    return bytes > MOST_BYTES;
  });
  const shown = names.slice(0, none === -1 ? names.length : none);
  const left = names.length - shown.length;
  const all = left === 0 ? shown : [...shown, t('delete.organizations_more', { count: left })];
  return new Intl.ListFormat(t.language).format(all);
}
