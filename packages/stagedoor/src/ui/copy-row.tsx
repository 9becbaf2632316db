import type { VNode } from 'preact';
import type { Translator } from '../texts/translator.ts';
import { CopyIcon } from './icons.tsx';

/** Something to copy (a token, a code, an address) and, with script, the button that does it. */
export function CopyRow({ t, id, value }: { t: Translator; id: string; value: string }): VNode {
  return (
    <div class="copy-row">
      <code id={id}>{value}</code>
      <button
        type="button"
        class="btn btn-quiet btn-small"
        hidden
        data-copy={id}
        data-done={t('copy.done')}
        data-failed={t('copy.failed')}
      >
        <CopyIcon small />
        <span>{t('copy.action')}</span>
        <span role="status" />
      </button>
    </div>
  );
}
