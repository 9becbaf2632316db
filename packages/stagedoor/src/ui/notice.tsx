import type { ComponentChildren, VNode } from 'preact';
import { AlertIcon, CheckIcon, InfoIcon } from './icons.tsx';
import type { Flash } from './page-context.ts';

export interface NoticeProps {
  readonly kind: Flash['kind'];
  /** `alert` interrupts a screen reader, `status` waits; none for what was there when the page opened. */
  readonly role?: 'alert' | 'status';
  readonly children: ComponentChildren;
}

const icons = { success: CheckIcon, info: InfoIcon, warning: AlertIcon, error: AlertIcon };

export function Notice({ kind, role, children }: NoticeProps): VNode {
  const Icon = icons[kind];
  return (
    <div class={`notice notice-${kind}`} role={role}>
      <Icon />
      <div class="notice-body">{children}</div>
    </div>
  );
}

/** The messages of the last act, above everything else in `#content`. */
export function Flashes({ flashes }: { flashes: readonly Flash[] }): VNode | null {
  if (flashes.length === 0) return null;
  return (
    <div class="flashes">
      {flashes.map((flash) => (
        <Notice key={flash.text} kind={flash.kind} role={flash.kind === 'error' ? 'alert' : 'status'}>
          <p>{flash.text}</p>
        </Notice>
      ))}
    </div>
  );
}
