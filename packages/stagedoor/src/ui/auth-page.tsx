import type { ComponentChildren, VNode } from 'preact';
import { Foot } from './foot.tsx';
import { Flashes } from './notice.tsx';
import { Page } from './page.tsx';
import type { PageContext } from './page-context.ts';
import { drawInCard } from './page-part.ts';
import { stageWayOut } from './stage-way-out.tsx';
import { Wordmark } from './wordmark.tsx';

export interface AuthPageProps {
  readonly page: PageContext;
  readonly title: string;
  /** One sentence of help under the title. */
  readonly lead?: ComponentChildren;
  /** A round mark above the title, for pages that report rather than ask. */
  readonly seal?: ComponentChildren;
  readonly sealKind?: 'success' | 'error';
  readonly refused?: boolean;
  /** For forms of many fields. */
  readonly wide?: boolean;
  readonly children?: ComponentChildren;
  /** Secondary ways, below a rule. */
  readonly alternatives?: ComponentChildren;
}

function Seal({
  kind,
  children,
}: {
  kind?: 'success' | 'error' | undefined;
  children: ComponentChildren;
}): VNode {
  return <div class={kind ? `seal seal-${kind}` : 'seal'}>{children}</div>;
}

/** One card on a quiet ground, the wordmark above it, one job; at a stage of a log-in with the way out of it. */
export function AuthPage(props: AuthPageProps): VNode {
  const { page, title, lead, seal, children, alternatives } = props;
  const wayOut = stageWayOut(page);
  return (
    <Page page={page} title={title} refused={props.refused ?? false}>
      <div class="auth-frame">
        <header>
          <Wordmark page={page} />
        </header>
        <main id="main" class={props.wide ? 'auth-frame-wide' : undefined} tabIndex={-1}>
          <div id="content" class="card stack">
            <Flashes flashes={page.flashes} />
            {seal ? <Seal kind={props.sealKind}>{seal}</Seal> : null}
            <div class="section-head">
              <h1>{title}</h1>
              {lead ? <p class="lead">{lead}</p> : null}
            </div>
            {drawInCard(page, 'aboveForm')}
            {children}
            {drawInCard(page, 'belowForm')}
            {alternatives || wayOut ? (
              <div class="ways">
                {alternatives}
                {wayOut}
              </div>
            ) : null}
          </div>
        </main>
        <Foot page={page} />
      </div>
    </Page>
  );
}
