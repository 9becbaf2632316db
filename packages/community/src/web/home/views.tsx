import type { VNode } from 'preact';
import {
  ButtonLink,
  ClockIcon,
  DevicesIcon,
  DownloadIcon,
  KeyIcon,
  type PageContext,
  PersonIcon,
  Row,
  ShieldIcon,
  SitePage,
} from 'stagedoor/ui';
import { paths } from 'stagedoor/web';
import { navigationIn } from '../navigation.ts';
import { homeTexts } from './texts.ts';

/** The home page: what this is and how to try it, or the sections of a person's own account. */
export function HomeView({ page }: { page: PageContext }): VNode {
  const { title } = homeTexts[page.t.language];
  return (
    <SitePage page={page} title={title} navigation={navigationIn(page.t.language)}>
      {page.user ? <Sections page={page} name={page.user.displayName} /> : <Invitation page={page} />}
    </SitePage>
  );
}

function Invitation({ page }: { page: PageContext }): VNode {
  const { mailbox } = page.links.foot;
  const texts = homeTexts[page.t.language];
  return (
    <>
      <section class="stack-tight py-6 sm:py-10">
        <h1 class="text-hero">{texts.hero}</h1>
        <p class="lead text-large">{texts.lead}</p>
        <div class="flex flex-wrap gap-3 pt-3">
          {page.links.signUp ? (
            <ButtonLink href={page.links.signUp}>{page.t('page.sign_up')}</ButtonLink>
          ) : null}
          <ButtonLink kind="quiet" href={page.links.logIn}>
            {page.t('page.log_in')}
          </ButtonLink>
        </div>
        {mailbox === null ? null : (
          <p class="lead">
            {texts.startNote}{' '}
            <a class="link" href={mailbox}>
              {texts.mailbox}
            </a>
          </p>
        )}
      </section>
      <Points page={page} />
      <Developers page={page} />
    </>
  );
}

type Icon = typeof ShieldIcon;

const POINT_ICONS: readonly Icon[] = [ShieldIcon, DevicesIcon, KeyIcon, ClockIcon, DownloadIcon];

function Points({ page }: { page: PageContext }): VNode {
  const texts = homeTexts[page.t.language];
  return (
    <section class="stack-tight" aria-labelledby="points">
      <h2 id="points">{texts.pointsTitle}</h2>
      <ul class="rows">
        {texts.points.map(({ title, text }, index) => {
          const Icon = POINT_ICONS[index] ?? ShieldIcon;
          return <Row key={title} icon={<Icon />} title={title} lines={[text]} />;
        })}
      </ul>
    </section>
  );
}

function Developers({ page }: { page: PageContext }): VNode | null {
  const { apiDocs } = page.links.foot;
  const texts = homeTexts[page.t.language];
  if (apiDocs === null) return null;
  return (
    <section class="stack-tight" aria-labelledby="developers">
      <h2 id="developers">{texts.developers}</h2>
      <p>
        {texts.developersText}{' '}
        <a class="link" href={apiDocs}>
          {texts.apiDocs}
        </a>
      </p>
    </section>
  );
}

function Sections({ page, name }: { page: PageContext; name: string }): VNode {
  const texts = homeTexts[page.t.language];
  const { t } = page;
  const sections = [
    { href: paths.profile, icon: PersonIcon, title: t('nav.profile'), text: texts.profileText },
    { href: paths.security, icon: ShieldIcon, title: t('nav.security'), text: texts.securityText },
    { href: paths.sessions, icon: DevicesIcon, title: t('nav.sessions'), text: texts.sessionsText },
    { href: paths.tokens, icon: KeyIcon, title: t('nav.tokens'), text: texts.tokensText },
    { href: paths.data, icon: DownloadIcon, title: t('nav.data'), text: texts.dataText },
  ];
  return (
    <section class="stack py-4">
      <div class="section-head">
        <h1>{texts.welcome.replace('{{name}}', () => name)}</h1>
        <p class="lead">{texts.welcomeLead}</p>
      </div>
      <ul class="grid gap-3 sm:grid-cols-2">
        {sections.map((section) => (
          <li key={section.href}>
            <SectionLink {...section} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SectionLinkProps {
  readonly href: string;
  readonly icon: Icon;
  readonly title: string;
  readonly text: string;
}

function SectionLink({ href, icon: Icon, title, text }: SectionLinkProps): VNode {
  return (
    <a class="card flex h-full items-center gap-4 hover:border-primary" href={href}>
      <span class="row-icon flex-none">
        <Icon />
      </span>
      <span>
        <span class="row-title">{title}</span>
        <span class="row-meta">{text}</span>
      </span>
    </a>
  );
}
