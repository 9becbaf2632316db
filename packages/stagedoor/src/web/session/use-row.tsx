import type { VNode } from 'preact';
import { LaptopIcon, PhoneIcon, TerminalIcon } from '../../ui/icons.tsx';
import type { PageContext } from '../../ui/page-context.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Row } from '../../ui/row.tsx';
import { Tag } from '../../ui/tag.tsx';

export const deviceIcons = { computer: LaptopIcon, phone: PhoneIcon, program: TerminalIcon };

/** Where the visitor is comes first, the others in their order. */
export function thisFirst<Listed extends { readonly isCurrent?: boolean }>(
  all: readonly Listed[],
): readonly Listed[] {
  return all.toSorted((one, other) => Number(other.isCurrent ?? false) - Number(one.isCurrent ?? false));
}

interface UseRowProps {
  readonly page: PageContext;
  readonly icon: VNode;
  readonly name: string;
  readonly isCurrent: boolean;
  readonly ipAddress: string;
  /** What is told of when it was used, and the moments. */
  readonly moments: readonly (readonly [words: string, moment: Date])[];
  readonly action: VNode | null;
}

/** With what, from where and when the account was used. */
export function UseRow({ page, icon, name, isCurrent, ipAddress, moments, action }: UseRowProps): VNode {
  const { t, now } = page;
  const title = (
    <>
      {name}
      {isCurrent ? <Tag kind="brass">{t('sessions.current')}</Tag> : null}
    </>
  );
  const facts = (
    <>
      <span class="mono">{ipAddress || t('place.unknown')}</span>
      {moments.map(([words, moment]) => (
        <span key={words}>
          {words} <RelativeTime t={t} moment={moment} now={now} />
        </span>
      ))}
    </>
  );
  return <Row icon={icon} title={title} lines={[facts]} action={action} />;
}
