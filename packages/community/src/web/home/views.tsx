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
import { homeTexts } from '../../texts/home.ts';
import { navigationOf } from '../navigation.ts';

const { keys: texts } = homeTexts;

/** The home page: what this is and how to try it, or the sections of a person's own account. */
export function HomeView({ page }: { page: PageContext }): VNode {
  return (
    <SitePage page={page} title={page.t(texts.title)} navigation={navigationOf(page)}>
      {page.user ? <Sections page={page} name={page.user.displayName} /> : <Invitation page={page} />}
    </SitePage>
  );
}

function Invitation({ page }: { page: PageContext }): VNode {
  const { t } = page;
  const { mailbox } = page.links.foot;
  return (
    <>
      <section class="stack-tight py-6 sm:py-10">
        <h1 class="text-hero">{t(texts.hero)}</h1>
        <p class="lead text-large">{t(texts.lead)}</p>
        <div class="flex flex-wrap gap-3 pt-3">
          {page.links.signUp ? <ButtonLink href={page.links.signUp}>{t('page.sign_up')}</ButtonLink> : null}
          <ButtonLink kind="quiet" href={page.links.logIn}>
            {t('page.log_in')}
          </ButtonLink>
        </div>
        {mailbox === null ? null : (
          <p class="lead">
            {t(texts.startNote)}{' '}
            <a class="link" href={mailbox}>
              {t(texts.mailbox)}
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

const POINTS = [
  { icon: ShieldIcon, title: texts.signUp, text: texts.signUpText },
  { icon: DevicesIcon, title: texts.sessions, text: texts.sessionsMore },
  { icon: KeyIcon, title: texts.tokens, text: texts.tokensMore },
  { icon: ClockIcon, title: texts.activity, text: texts.activityText },
  { icon: DownloadIcon, title: texts.data, text: texts.dataMore },
];

function Points({ page }: { page: PageContext }): VNode {
  const { t } = page;
  return (
    <section class="stack-tight" aria-labelledby="points">
      <h2 id="points">{t(texts.points)}</h2>
      <ul class="rows">
        {POINTS.map(({ icon: Icon, title, text }) => (
          <Row key={title} icon={<Icon />} title={t(title)} lines={[t(text)]} />
        ))}
      </ul>
    </section>
  );
}

function Developers({ page }: { page: PageContext }): VNode | null {
  const { t } = page;
  const { apiDocs } = page.links.foot;
  if (apiDocs === null) return null;
  return (
    <section class="stack-tight" aria-labelledby="developers">
      <h2 id="developers">{t(texts.developers)}</h2>
      <p>
        {t(texts.developersText)}{' '}
        <a class="link" href={apiDocs}>
          {t(texts.apiDocs)}
        </a>
      </p>
    </section>
  );
}

function Sections({ page, name }: { page: PageContext; name: string }): VNode {
  const { t } = page;
  const sections = [
    { href: paths.profile, icon: PersonIcon, title: t('nav.profile'), text: t(texts.profileText) },
    { href: paths.security, icon: ShieldIcon, title: t('nav.security'), text: t(texts.securityText) },
    { href: paths.sessions, icon: DevicesIcon, title: t('nav.sessions'), text: t(texts.sessionsText) },
    { href: paths.tokens, icon: KeyIcon, title: t('nav.tokens'), text: t(texts.tokensText) },
    { href: paths.data, icon: DownloadIcon, title: t('nav.data'), text: t(texts.dataText) },
  ];
  return (
    <section class="stack py-4">
      <div class="section-head">
        <h1>{t(texts.welcome, { name })}</h1>
        <p class="lead">{t(texts.welcomeLead)}</p>
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
