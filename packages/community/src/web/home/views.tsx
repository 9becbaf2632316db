import type { VNode } from 'preact';
import {
  ButtonLink,
  ClockIcon,
  DevicesIcon,
  DownloadIcon,
  type PageContext,
  PersonIcon,
  ShieldIcon,
  SitePage,
} from 'stagedoor/ui';
import { paths } from 'stagedoor/web';
import { homeTexts } from './texts.ts';

/** The home page: what the site is and the two ways in, or a person's own doors. */
export function HomeView({ page }: { page: PageContext }): VNode {
  const texts = homeTexts[page.t.language];
  return (
    <SitePage page={page} title={texts.title}>
      {page.user ? <Doors page={page} name={page.user.displayName} /> : <Invitation page={page} />}
    </SitePage>
  );
}

function Invitation({ page }: { page: PageContext }): VNode {
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
      </section>
      <section class="stack-tight" aria-labelledby="house">
        <h2 id="house">{texts.houseTitle}</h2>
        <ul class="rows">
          {texts.house.map(({ title, text }, index) => (
            <HouseRow key={title} icon={HOUSE_ICONS[index] ?? ShieldIcon} title={title} text={text} />
          ))}
        </ul>
      </section>
    </>
  );
}

type Icon = typeof ShieldIcon;

const HOUSE_ICONS: readonly Icon[] = [ShieldIcon, DevicesIcon, ClockIcon, DownloadIcon];

function HouseRow({ icon: Icon, title, text }: { icon: Icon; title: string; text: string }): VNode {
  return (
    <li class="row">
      <span class="row-icon">
        <Icon />
      </span>
      <div>
        <p class="row-title">{title}</p>
        <p class="row-meta">{text}</p>
      </div>
    </li>
  );
}

function Doors({ page, name }: { page: PageContext; name: string }): VNode {
  const texts = homeTexts[page.t.language];
  const doors = [
    { href: paths.profile, icon: PersonIcon, title: page.t('nav.profile'), text: texts.profileText },
    { href: paths.security, icon: ShieldIcon, title: page.t('nav.security'), text: texts.securityText },
    { href: paths.sessions, icon: DevicesIcon, title: page.t('nav.sessions'), text: texts.sessionsText },
    { href: paths.data, icon: DownloadIcon, title: page.t('nav.data'), text: texts.dataText },
  ];
  return (
    <section class="stack py-4">
      <div class="section-head">
        <h1>{texts.welcome.replace('{{name}}', () => name)}</h1>
        <p class="lead">{texts.welcomeLead}</p>
      </div>
      <ul class="grid gap-3 sm:grid-cols-2">
        {doors.map((door) => (
          <li key={door.href}>
            <DoorLink {...door} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DoorLink({
  href,
  icon: Icon,
  title,
  text,
}: {
  href: string;
  icon: Icon;
  title: string;
  text: string;
}): VNode {
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
