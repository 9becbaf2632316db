import type { ComponentChildren, VNode } from 'preact';
import { Bar } from './bar.tsx';
import { Foot } from './foot.tsx';
import {
  BoxIcon,
  ChevronDownIcon,
  DevicesIcon,
  KeyIcon,
  PeopleIcon,
  PersonIcon,
  TerminalIcon,
} from './icons.tsx';
import { Flashes } from './notice.tsx';
import { Page } from './page.tsx';
import type { AccountSectionName, PageContext } from './page-context.ts';

export interface AccountPageProps {
  readonly page: PageContext;
  readonly section: AccountSectionName;
  readonly title: string;
  readonly lead?: ComponentChildren;
  readonly refused?: boolean;
  readonly children: ComponentChildren;
}

const sectionIcons = {
  profile: PersonIcon,
  security: KeyIcon,
  sessions: DevicesIcon,
  tokens: TerminalIcon,
  organizations: PeopleIcon,
  data: BoxIcon,
};

function SectionLinks({ page, section }: { page: PageContext; section: AccountSectionName }): VNode[] {
  return page.links.account.map((entry) => {
    const Icon = sectionIcons[entry.section];
    return (
      <li key={entry.section}>
        <a class="side-link" href={entry.path} aria-current={entry.section === section ? 'page' : undefined}>
          <Icon />
          {page.t(`nav.${entry.section}`)}
        </a>
      </li>
    );
  });
}

/** A list beside the page; on phones a disclosure that looks like a select and needs no script. */
function SideList({ page, section }: { page: PageContext; section: AccountSectionName }): VNode {
  const Icon = sectionIcons[section];
  return (
    <nav aria-label={page.t('page.account_navigation')}>
      <ul class="side-list side-wide">
        <SectionLinks page={page} section={section} />
      </ul>
      <details class="side-select" data-menu>
        <summary>
          <Icon />
          {page.t(`nav.${section}`)}
          <ChevronDownIcon />
        </summary>
        <ul class="side-list">
          <SectionLinks page={page} section={section} />
        </ul>
      </details>
    </nav>
  );
}

/** A page of an account: the account's sections beside what this one is about. */
export function AccountPage({ page, section, title, lead, refused, children }: AccountPageProps): VNode {
  return (
    <Page page={page} title={title} refused={refused ?? false}>
      <Bar page={page} />
      <div class="account">
        <SideList page={page} section={section} />
        <main id="main" tabIndex={-1}>
          <div id="content" class="stack">
            <Flashes flashes={page.flashes} />
            <div class="section-head">
              <h1>{title}</h1>
              {lead ? <p class="lead">{lead}</p> : null}
            </div>
            {children}
          </div>
        </main>
      </div>
      <Foot page={page} />
    </Page>
  );
}

export interface AccountSectionProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Irreversible acts; always last on their page. */
  readonly danger?: boolean;
  readonly children: ComponentChildren;
}

/** A heading, a sentence, the thing. */
export function AccountSection({ title, lead, danger, children }: AccountSectionProps): VNode {
  return (
    <section class={danger ? 'section section-danger' : 'section'}>
      <div class="section-head">
        <h2>{title}</h2>
        {lead ? <p class="lead">{lead}</p> : null}
      </div>
      {children}
    </section>
  );
}
