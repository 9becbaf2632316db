/** A record of `docs/decisions`, in the order of numbers. */
interface DecisionPage {
  /** As the file is called, such as `001-packages-and-layers.md`. */
  readonly name: string;
  readonly page: string;
}

/** The page that lists all decisions by their titles. */
export function decisionList(pages: readonly DecisionPage[]): string {
  const numbers = pages.map(({ name }) => Number(name.slice(0, 3)));
  const missing = Array.from({ length: Math.max(...numbers) }, (_, at) => at + 1).filter(
    (number) => !numbers.includes(number),
  );
  const gaps = new Intl.ListFormat('en-GB').format(missing.map(String));
  return [
    '# Decisions',
    '',
    'Written by `scripts/write-decision-list.ts` from the records beside it.',
    '',
    ...pages.map(({ name, page }) => `- [${titleOf(page)}](${name})`),
    '',
    ...(missing.length === 0 ? [] : [`${gaps} were never published: a number is not given twice.`, '']),
  ].join('\n');
}

function titleOf(page: string): string {
  return (page.split('\n')[0] ?? '').replace(/^# /, '');
}
