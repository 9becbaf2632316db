import { visitorOf } from '../../src/core/access/actor.ts';
import { djangoModelPermissions, readyPolicies } from '../../src/core/policy/ready-policies.ts';
import type { Principal } from '../../src/core/session/session.ts';
import type { Route } from '../../src/http/route/route.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { pageRoutesOf } from '../../src/server/page-routes-of.ts';
import { siteSections } from '../../src/server/site-sections.ts';
import type { TestSite } from '../../src/testing/open-test-site.ts';
import { openTestSite } from '../../src/testing/open-test-site.ts';
import type { SignedIn } from '../../src/testing/sign-in.ts';
import { withTables } from './resource-site.ts';
import { unlimited } from './unlimited.ts';

/** Who asks, in the order of the columns. */
export const askers = [
  'nobody',
  'user',
  'verified',
  'staff',
  'role',
  'member',
  'owner',
  'superuser',
  'inactive',
  'token',
  'token, in scope',
  'token, reads',
] as const;
export type Asker = (typeof askers)[number];

/** Tokens say nothing to pages, and what somebody is beside a member of an organization changes nothing there. */
export const askersOfPages: readonly Asker[] = [
  'nobody',
  'user',
  'staff',
  'member',
  'owner',
  'superuser',
  'inactive',
];

/** What somebody is answered: let in, or how they are kept out. */
export type Cell = '✓' | '401' | '403' | '404' | 'log-in';

export interface AskedRoute {
  readonly kind: 'api' | 'page';
  readonly route: Route;
  readonly cells: readonly Cell[];
}

const PROOF_LASTS_MS = 300_000;
const APP = 'shop';
const modelPermissions = ['view', 'add', 'change', 'delete'].map((action) => `${APP}.${action}_product`);

const product = defineResource({
  name: 'product',
  fields: { name: { type: 'text', max: 9 } },
  access: djangoModelPermissions({ app: APP, model: 'product' }),
});
const article = defineResource({
  name: 'article',
  fields: {
    author: { type: 'reference', to: 'user', onDelete: 'cascade', set: 'caller' },
    title: { type: 'text', max: 9 },
  },
  access: readyPolicies.IsOwnerOrReadOnly,
});

/** A site with everything that brings routes: organizations, both front ends of Django, resources. */
export async function openWholeSite() {
  return await openTestSite({
    features: [defineFeature(withTables(APP, [product, article]))],
    env: {
      ...unlimited,
      ORGANIZATIONS: 'open',
      UNVERIFIED_MAY_LOG_IN: 'true',
      DJ_REST_AUTH_PATH: '/dj-rest-auth/',
      API_DOCS: 'false',
      DJOSER_PATH: '/auth/',
      USERNAME_RESET_CONFIRM_URL: '/username/reset/{uid}/{token}',
    },
  });
}

type Site = Awaited<ReturnType<typeof openWholeSite>>;

/** What is there to be asked about. */
interface Things {
  readonly organizationId: number;
  readonly teamId: number;
  readonly memberId: number;
  readonly productId: number;
}

/** Asks each route as each of them, with an empty body, and tells who was let in. */
export async function whoMayWhat(): Promise<readonly AskedRoute[]> {
  const site = await openWholeSite();
  try {
    const people = await meet(site);
    const api = siteSections(site.stagedoor);
    const routes = [
      ...api.flatMap((section) => section.routes).map((route) => ({ kind: 'api', route }) as const),
      ...pageRoutesOf({ ...site.stagedoor, mailCatcher: null }).map(
        (route) => ({ kind: 'page', route }) as const,
      ),
    ];
    const asked: AskedRoute[] = [];
    for (const one of routes) {
      const cells: Cell[] = [];
      for (const asker of one.kind === 'api' ? askers : askersOfPages)
        cells.push(await people.ask(asker, one));
      asked.push({ ...one, cells });
    }
    return asked;
  } finally {
    await site.close();
  }
}

async function meet(site: Site) {
  const { useCases } = site.stagedoor;
  const by = 'operator';
  const role = await useCases.role.create({ by, name: 'editor', permissions: modelPermissions });
  const founding = async (): Promise<Things> => {
    const founder = await site.createUser();
    const made = await useCases.organization.create({ by, name: 'Acme', ownerId: founder.id });
    const member = await site.createUser();
    const organizationId = made.id;
    await useCases.organization.addMember({ by, organizationId, userId: member.id, role: 'member' });
    const { id: teamId } = await useCases.team.create({ by, organizationId, name: 'Press' });
    await useCases.team.addMember({ by, organizationId, teamId, userId: member.id });
    return { organizationId, teamId, memberId: member.id, productId: await firstProduct(site) };
  };
  let things = await founding();
  const known = new Map<Asker, { readonly who: Pick<SignedIn, 'headers'>; readonly since: number }>();

  async function sign(asker: Asker): Promise<Pick<SignedIn, 'headers'>> {
    if (asker === 'nobody') return await stranger(site);
    const user = asker === 'user' ? await unproved(site) : await site.createUser(flagsOf(asker));
    if (asker === 'role' || asker.startsWith('token'))
      await useCases.role.assign({ by, userId: user.id, roleId: role.id });
    if (asker === 'member' || asker === 'owner') {
      const at = { organizationId: things.organizationId, userId: user.id };
      await useCases.organization.addMember({ by, ...at, role: asker });
    }
    const signedIn = await site.signInAs(user);
    if (asker === 'inactive') await useCases.user.deactivate({ by, userId: user.id });
    return asker.startsWith('token') ? await byToken(site, { user, signedIn, asker }) : signedIn;
  }

  async function ask(asker: Asker, one: Pick<AskedRoute, 'kind' | 'route'>): Promise<Cell> {
    const before = known.get(asker);
    const now = site.clock.now().getTime();
    const isFresh = before !== undefined && now - before.since < PROOF_LASTS_MS;
    const who = isFresh ? before.who : await sign(asker);
    known.set(asker, { who, since: isFresh ? before.since : now });
    const status = await statusOf(site, {
      who,
      one,
      url: urlOf(one.route, things),
      memberId: things.memberId,
    });
    // What was let in may have ended the session, changed what they are, or taken what the next one is asked about.
    const hasActed = one.route.method !== 'GET' && status.code < 400;
    if (hasActed) known.delete(asker);
    if (hasActed && /organizations|products|api\/users\/:id\/$/.test(one.route.path)) {
      things = await founding();
      known.clear();
    }
    return cellOf(status);
  }
  return { ask };
}

function flagsOf(asker: Asker) {
  if (asker === 'superuser') return { isStaff: true, isSuperuser: true };
  return asker === 'staff' ? { isStaff: true } : {};
}

/** A visitor with the cookie of a form. */
async function stranger({ app, stagedoor }: Site): Promise<Pick<SignedIn, 'headers'>> {
  const { host, origin } = stagedoor.config.publicUrl;
  const { cookies } = await app.inject({ url: '/api/csrf/', headers: { host } });
  const { name = '', value = '' } = cookies.find((cookie) => cookie.name.endsWith('csrftoken')) ?? {};
  return { headers: { host, cookie: `${name}=${value}`, 'x-csrftoken': value, origin } };
}

async function unproved({ stagedoor, clock }: Site) {
  const username = `claims${clock.now().getTime()}${Math.random()}`.replace('.', '');
  const email = `${username}@mail.example`;
  const account = { by: 'operator', username, email, isEmailVerified: false } as const;
  return await stagedoor.useCases.user.create(account);
}

async function firstProduct(site: Site): Promise<number> {
  const root = await site.signInAs(await site.createUser({ isStaff: true, isSuperuser: true }));
  const answer = await site.app.inject({
    method: 'POST',
    url: '/api/products/',
    headers: root.headers,
    payload: { name: 'Cup' },
  });
  return answer.json<{ id: number }>().id;
}

async function byToken(
  site: Site,
  {
    user,
    signedIn,
    asker,
  }: { readonly user: SignedIn['user']; readonly signedIn: SignedIn; readonly asker: Asker },
): Promise<SignedIn> {
  const { useCases } = site.stagedoor;
  const sessionKey = /sessionid=([^;]+)/.exec(signedIn.headers.cookie ?? '')?.[1] ?? '';
  const principal = (await useCases.session.findPrincipal({ sessionKey })) as Principal;
  const scope = {
    permissions: asker === 'token' ? [] : modelPermissions,
    methods: asker === 'token, reads' ? 'read' : 'write',
  } as const;
  const { token } = await useCases.personalToken.create({
    principal,
    name: asker,
    scope,
    expiresInDays: 1,
    visitor: visitorOf('operator'),
  });
  const { host = '' } = signedIn.headers;
  return { user, headers: { host, authorization: `Bearer ${token}` } };
}

function urlOf({ path }: Route, { organizationId, teamId, memberId, productId }: Things): string {
  return path
    .replace(/^(\/api\/organizations\/|\/accounts\/organizations\/):\w+/, `$1${organizationId}`)
    .replace(/^(\/api\/products\/):\w+/, `$1${productId}`)
    .replace(/^\/api\/users\/:id\/$/, `/api/users/${memberId}/`)
    .replace(':team', String(teamId))
    .replace(':user', String(memberId))
    .replace(/:\w+/g, '1');
}

/** Where a body is read before it is asked who sends it, one that can be read. */
function bodyOf({ path, method }: Route, memberId: number): object {
  if (!path.startsWith('/api/organizations/:id/')) return {};
  if (path.endsWith('/invitations/')) return { email: `guest${Math.random()}@mail.example`, role: 'member' };
  if (path.endsWith('/teams/')) return { name: `Team ${Math.random()}` };
  if (path.endsWith('/transfer/') || path.endsWith('/:team/members/')) return { user: memberId };
  if (path.endsWith('/roles/')) return { role: 'editor' };
  if (path.endsWith('/:user/')) return { role: 'member' };
  return method === 'PATCH' ? { name: 'Other' } : {};
}

interface Status {
  readonly code: number;
  readonly location: string;
}

async function statusOf(
  site: TestSite,
  {
    who,
    one,
    url,
    memberId,
  }: {
    readonly who: Pick<SignedIn, 'headers'>;
    readonly one: Pick<AskedRoute, 'kind' | 'route'>;
    readonly url: string;
    readonly memberId: number;
  },
): Promise<Status> {
  const { host } = site.stagedoor.config.publicUrl;
  const isPage = one.kind === 'page';
  const { method } = one.route;
  const isSent = method !== 'GET' && method !== 'DELETE';
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const csrf = who.headers['x-csrftoken'] ?? '';
  const response = await site.app.inject({
    method,
    url,
    headers: {
      host,
      ...who.headers,
      accept: isPage ? 'text/html' : 'application/json',
      ...(isPage && isSent ? form : {}),
    },
    ...(isSent
      ? { payload: isPage ? `csrfmiddlewaretoken=${encodeURIComponent(csrf)}` : bodyOf(one.route, memberId) }
      : {}),
  });
  return { code: response.statusCode, location: String(response.headers.location ?? '') };
}

function cellOf({ code, location }: Status): Cell {
  if (code >= 500) throw new Error(`a fault: ${code}`);
  if (code === 302 && /^\/accounts\/login\/\?next=/.test(location)) return 'log-in';
  return code === 401 || code === 403 || code === 404 ? (`${code}` as Cell) : '✓';
}

/** The page of the reference. */
export function whoMayWhatPage(asked: readonly AskedRoute[]): string {
  const table = (kind: AskedRoute['kind'], columns: readonly Asker[]) => [
    `| address | ${columns.join(' | ')} |`,
    `| --- |${columns.map(() => ' --- |').join('')}`,
    ...asked
      .filter((one) => one.kind === kind)
      .map(({ route, cells }) => `| \`${route.method} ${route.path}\` | ${cells.join(' | ')} |`),
  ];
  return [
    PAGE_HEAD,
    '## Over JSON',
    '',
    ...table('api', askers),
    '',
    '## Pages',
    '',
    'Tokens say nothing to pages.',
    '',
    ...table('page', askersOfPages),
    '',
  ].join('\n');
}

const PAGE_HEAD = `# Who may what

Every address of a site, asked by everybody: this page is what a test finds, and is written by it (\`npx vitest run packages/stagedoor/tests/server/who-may-what.test.ts -u\`). \`:user\` is a
member of the organization \`:id\`, a product is there, and any other id is one of nothing.

| cell | |
| --- | --- |
| ✓ | let in, whatever is found then: what was sent is empty, and mostly refused as that |
| 401 | asked who they are; where everybody is, it opens by nothing that they have: a ticket, a cookie of tokens, a proxy |
| log-in | led to the page where they log in |
| 403 | may not |
| 404 | to them it is not there |

| who | |
| --- | --- |
| nobody | a visitor |
| user | somebody whose address is not proved |
| verified, staff, superuser | what they say |
| role | has a role of the site's table everywhere that holds all permissions on products |
| member, owner | of the organization that is asked about |
| inactive | a session of somebody who was shut out |
| token | a personal token of who has the role: with no permission in its scope, with all of them, with all of them and for reading alone |

The site has organizations that everybody makes, lets in whose address is not proved, serves both front ends of Django, and two resources: products by Django's model permissions,
articles that everybody sees and their authors change.
`;
