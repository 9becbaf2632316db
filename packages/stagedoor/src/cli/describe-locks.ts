import type { Lock, LockReason } from '../resource/migration/locks-in.ts';
import type { TextKey, Translator } from '../texts/translator.ts';

const words: Readonly<Record<LockReason, TextKey>> = {
  index: 'cli.locks_index',
  reference: 'cli.locks_reference',
  check: 'cli.locks_check',
  filled: 'cli.locks_filled',
  rewritten: 'cli.locks_rewritten',
};

/** Whom a step holds up on PostgreSQL, and what to do instead; nothing where it is nobody. */
export function describeLocks(t: Translator, locks: readonly Lock[]): readonly string[] {
  const isWritten = (lock: Lock) => lock.why === 'rewritten';
  return [
    ...locks.map(({ why, table, columns }) => t(words[why], { table, columns: columns.join(', ') })),
    ...(locks.some((lock) => !isWritten(lock)) ? [t('cli.locks_safe_form')] : []),
    ...(locks.some(isWritten) ? [t('cli.locks_safe_rewritten')] : []),
  ];
}
