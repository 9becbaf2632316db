import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import { RecordProblem } from '../../src/core/kernel/record-shape.ts';
import { json } from '../../src/http/answer/answer.ts';
import type { HttpContext } from '../../src/http/context/http-context.ts';
import { checkRoute } from '../../src/http/route/check-route.ts';
import type { Route } from '../../src/http/route/route.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import type { PageRecord } from '../../src/web/page-record.ts';
import { pageRoutes } from '../../src/web/page-route.ts';
import { registerPages } from '../../src/web/register-pages.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { mount } from '../support/test-routes.ts';

// What a site in plain JavaScript may write: nothing has read it before the server does.
type Written = Readonly<Record<string, unknown>>;
const asRoute = (written: Written): Route => written as unknown as Route;
const handler = () => json({ open: true });
const reads: Written = {
  name: 'notes',
  method: 'GET',
  path: '/api/notes/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  handler,
};
const writes: Written = { ...reads, method: 'POST', csrf: 'session' };
const without = (name: string): Written =>
  Object.fromEntries(Object.entries(reads).filter(([key]) => key !== name));

const REQUIRED = ['name', 'method', 'path', 'issues', 'access', 'csrf', 'handler'] as const;
const SLIPS: readonly (readonly [string, unknown])[] = [
  ['method', 'get'],
  ['method', 'DELET'],
  ['path', 'api/notes/'],
  ['path', '//evil.example/'],
  ['path', '/api/notes/?all=1'],
  ['issues', 'sesion'],
  ['issues', 'None'],
  ['access', 'authentificated'],
  ['access', 'Authenticated'],
  ['access', 'constructor'],
  ['access', '__proto__'],
  ['csrf', 'tokens'],
  ['csrf', 'toString'],
  ['needs', {}],
  ['needs', { staf: true }],
  ['needs', { staff: false }],
  ['needs', { staff: 'yes' }],
  ['needs', { group: '' }],
  ['needs', { group: ' ' }],
  ['needs', { permission: 'blog.add.post' }],
  ['needs', { permission: undefined }],
  ['role', ''],
  ['role', []],
  ['role', ['Manager', ' ']],
  ['passes', true],
  ['servesStage', 'change-pasword'],
  ['ticket', ''],
  ['ticket', 'Data Download'],
  ['credentials', 'session'],
  ['personalTokens', false],
  ['limit', {}],
  ['limit', { requests: 5 }],
  ['limit', { requests: 5, windowSecond: 60 }],
  ['limit', { requests: 0, windowSeconds: 60 }],
  ['limit', { requests: Number.NaN, windowSeconds: 60 }],
  ['limit', { requests: '5', windowSeconds: 60 }],
  ['throttle', 'Log in'],
  ['schema', { bodi: {} }],
  ['schema', { body: {} }],
  ['fixedBody', false],
  ['creates', 'yes'],
  ['logsOut', 'yes'],
  ['produces', 'csv'],
  ['responses', 'nothing'],
  ['refuses', 'permission-denied'],
  ['judgedBy', 'staff'],
  ['versions', 'v1'],
];
const WRONG_TYPES: readonly unknown[] = [
  null,
  undefined,
  0,
  7,
  Number.NaN,
  '',
  true,
  [],
  ['authenticated'],
  {},
  Symbol.iterator,
];
/** What a wrong type is nevertheless right for. */
const fits: Readonly<Record<string, (value: unknown) => boolean>> = {
  servesStage: (value) => value === undefined,
  // Any text that is not blank may be a role's name, or a list of some.
  role: (value) =>
    [value].flat().length > 0 &&
    [value].flat().every((name) => /\S/.test(typeof name === 'string' ? name : '')),
  personalTokens: (value) => value === true,
  takesFiles: (value) => value === true,
  fixedBody: (value) => value === true,
  creates: (value) => value === true,
  logsOut: (value) => value === true || value === undefined,
  reads: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  schema: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  responses: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  refuses: Array.isArray,
  judgedBy: Array.isArray,
  versions: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  operation: (value) => value === null || value === '',
};
const FIELDS = [
  ...REQUIRED,
  ...[
    'needs',
    'role',
    'passes',
    'servesStage',
    'ticket',
    'credentials',
    'personalTokens',
    'summary',
    'schema',
    'reads',
    'requires',
    'ignores',
    'limit',
  ],
  ...[
    'throttle',
    'produces',
    'takesFiles',
    'beforeBody',
    'beforeReplay',
    'fixedBody',
    'creates',
    'logsOut',
    'metadata',
    'refuse',
    'operation',
    'responses',
    'refuses',
    'judgedBy',
    'versions',
  ],
];

function problemWith(written: Written): string {
  try {
    checkRoute(asRoute(written));
  } catch (error) {
    if (error instanceof RecordProblem) return error.message;
    throw error;
  }
  return 'none';
}

describe('a route record', () => {
  it('that says all it must is taken', () => {
    expect([reads, writes].map(problemWith)).toEqual(['none', 'none']);
  });

  it.each(REQUIRED)('without %s is refused by name', (name) => {
    expect(problemWith(without(name))).toMatch(
      new RegExp(`^Route .*: (?:.*; )?${name} must be .*\\(missing\\)`),
    );
  });

  it.each(REQUIRED)('that only inherits %s is refused', (name) => {
    const inherited = Object.assign(Object.create({ [name]: reads[name] }), without(name));
    expect(problemWith(inherited)).toContain(`${name} must be`);
  });

  it.each(SLIPS)('whose %s is %j is refused by name', (name, value) => {
    expect(problemWith({ ...reads, [name]: value })).toMatch(new RegExp(`^Route [^:]*: .*\\b${name}\\b`));
  });

  it.each(FIELDS)('whose %s is of another type is refused by name', (name) => {
    const wrong = WRONG_TYPES.filter((value) => fits[name]?.(value) !== true);
    expect(wrong.length).toBeGreaterThan(5);
    for (const value of wrong) expect(problemWith({ ...reads, [name]: value })).toContain(name);
  });

  it.each(['acces', 'Access', 'csfr', 'need', 'guards', 'preHandler', 'permission'])(
    'with a field %s that nobody reads is refused by name',
    (name) => {
      expect(problemWith({ ...reads, [name]: 'authenticated' })).toContain(`${name} is not known here`);
    },
  );

  it('names the method and the path, and every field at once', () => {
    expect(problemWith({ ...reads, access: 'authentificated', acces: 1, csrf: undefined })).toBe(
      'Route GET /api/notes/ (notes): access must be one of anyone, authenticated, anonymous, not "authentificated"; ' +
        'csrf must be one of token, session, origin, exempt, none, not undefined; ' +
        `acces is not known here (known are ${FIELDS_IN_ORDER}).`,
    );
  });

  it.each([
    [{ ...writes, csrf: 'none' }, /csrf/],
    [{ ...reads, csrf: 'token' }, /csrf/],
    [{ ...writes, access: 'anyone', csrf: 'exempt' }, /credentials/],
    [{ ...reads, access: 'anyone', ticket: 'report' }, /ticket/],
    [{ ...writes, ticket: 'report' }, /ticket/],
    [{ ...reads, access: 'anyone', needs: { staff: true } }, /needs/],
    [{ ...reads, credentials: 'none' }, /credentials/],
  ])('that contradicts itself is refused: %j', (written, words) => {
    expect(problemWith(written)).toMatch(words);
  });
});

const FIELDS_IN_ORDER = [
  ...[
    'name',
    'method',
    'path',
    'issues',
    'access',
    'needs',
    'policy',
    'role',
    'passes',
    'csrf',
    'servesStage',
    'ticket',
    'credentials',
  ],
  ...[
    'personalTokens',
    'summary',
    'schema',
    'reads',
    'requires',
    'ignores',
    'limit',
    'throttle',
    'produces',
    'takesFiles',
    'beforeBody',
    'beforeReplay',
    'fixedBody',
    'creates',
    'logsOut',
    'metadata',
    'refuse',
  ],
  ...['handler', 'operation', 'responses', 'refuses', 'judgedBy', 'versions'],
].join(', ');

describe('a server does not start', () => {
  const slip = asRoute({ ...reads, access: 'authentificated' });
  const byInterface: [string, (app: Parameters<typeof registerPages>[0], context: HttpContext) => void][] = [
    ['registerApiRoutes', (app, context) => registerApiRoutes(app, context, [slip])],
    ['registerPages', (app, context) => registerPages(app, context, [slip])],
    ['registerRoutes', mount(slip)],
  ];

  it.each(byInterface)('with a slip of the pen in a route that %s is given', async (_, extend) => {
    await expect(openSite({ server: { extend } })).rejects.toThrow(
      /^Route GET \/api\/notes\/ \(notes\): access must be one of/,
    );
  });

  it.each([
    ['no list', undefined],
    ['a hole in the list', [asRoute(reads), undefined]],
    ['a record that is none', ['GET /']],
  ])('with %s', async (_, routes) => {
    const extend = mountAll(routes as readonly Route[]);
    await expect(openSite({ server: { extend } })).rejects.toThrow(RecordProblem);
  });
});

const mountAll =
  (routes: readonly Route[]) =>
  (app: Parameters<typeof registerPages>[0], context: HttpContext): void =>
    registerPages(app, context, routes);

describe('a server does not start with a route of the site’s', () => {
  type Extend = (app: FastifyInstance, context: HttpContext) => void;
  const page = (name: string, path: string) =>
    pageRoutes({ name, at: [path], access: 'anyone', get: handler });
  const note = (name: string, path: string, more: Written = {}) => asRoute({ ...reads, name, path, ...more });
  const api =
    (...routes: Route[]): Extend =>
    (app, context) =>
      registerApiRoutes(app, context, routes);
  const pages =
    (...routes: Route[]): Extend =>
    (app, context) =>
      registerPages(app, context, routes);

  it.each<[string, Extend, string]>([
    [
      'at the address of a page of ours',
      pages(...page('entrance', '/accounts/login/')),
      'Route GET /accounts/login/ (entrance): the address belongs to GET /accounts/login/ (account_login) already, with all its methods; choose another path.',
    ],
    [
      'at an address of the API, by another method and without the slash',
      api(note('mine', '/api/users/me', { method: 'POST', csrf: 'session' })),
      'Route POST /api/users/me (mine): the address belongs to GET /api/users/me/ (api-me) already, with all its methods; choose another path.',
    ],
    [
      'of a name that one of ours has',
      pages(...page('login', '/entrance/')),
      'Route GET /entrance/ (login): its name is that of GET /login/ already; give each route a name of its own.',
    ],
    [
      'of the name of another of its own',
      api(note('notes', '/api/notes/'), note('notes', '/api/other-notes/')),
      'Route GET /api/other-notes/ (notes): its name is that of GET /api/notes/ already; give each route a name of its own.',
    ],
    [
      'at the address of another of its own',
      api(note('notes', '/api/notes/'), note('memos', '/api/notes/')),
      'Route GET /api/notes/ (memos): GET /api/notes/ (notes) has the method and the address already; choose another path.',
    ],
    [
      'whose address is another’s, written otherwise',
      api(
        note('note', '/api/notes/:id/'),
        note('memo', '/api/notes/:slug/', { method: 'DELETE', csrf: 'session' }),
      ),
      'Route DELETE /api/notes/:slug/ (memo): the address is that of GET /api/notes/:id/ (note), written otherwise; write both alike.',
    ],
    [
      'at the address of what another interface of its own has',
      (app, context) => {
        registerPages(app, context, page('notes', '/notes/'));
        registerApiRoutes(app, context, [note('put-note', '/notes/', { method: 'PUT', csrf: 'session' })]);
      },
      'Route PUT /notes/ (put-note): the address belongs to GET /notes/ (notes) already, with all its methods; choose another path.',
    ],
    [
      'that is plain Fastify’s, at an address of ours',
      (app) => void app.get('/accounts/login/', async () => 'mine'),
      'extend: it adds GET /accounts/login/, and the address belongs to GET /accounts/login/ (account_login) already; choose another path.',
    ],
    [
      'at the address of a plain one of Fastify’s',
      (app, context) => {
        app.get('/notes/', async () => 'mine');
        registerPages(app, context, page('notes', '/notes/'));
      },
      'Route GET /notes/ (notes): the application has a route of its own at this address already; give one of them another path.',
    ],
    [
      'at the address of a plain one of Fastify’s, which has another method',
      (app, context) => {
        app.delete('/notes/', async () => 'mine');
        registerPages(app, context, page('notes', '/notes/'));
      },
      'Route GET /notes/ (notes): the application has a route of its own at this address already; give one of them another path.',
    ],
    ...(['/login/', '/login'] as const).map<[string, Extend, string]>((path) => [
      `that is plain Fastify’s, at ${path}, which two interfaces of ours share`,
      (app) => void app.get(path, async () => 'mine'),
      'Route POST /login/ (plain-login): the application has a route of its own at this address already; give one of them another path.',
    ]),
    [
      'that is plain Fastify’s, by another method at an address that two interfaces of ours share',
      (app) => void app.put('/login/', async () => 'mine'),
      'Route POST /login/ (plain-login): the application has a route of its own at this address already; give one of them another path.',
    ],
  ])('%s, and names both', async (_, extend, message) => {
    await expect(openSite({ server: { extend } })).rejects.toThrow(message);
  });

  type Step = (app: FastifyInstance, site: Site) => void;
  const plain: Step = (app) => void app.get('/login/', async () => 'mine');
  const mounted: Step = (app, { stagedoor }) => void app.register(stagedoorPlugin, { stagedoor });

  it.each<[string, readonly Step[]]>([
    ['before', [plain, mounted]],
    ['after', [mounted, plain]],
  ])(
    'in an application of its own, set %s ours at an address that two interfaces of ours share',
    async (_, steps) => {
      const site = await openSite();
      const app = Fastify();
      for (const step of steps) step(app, site);
      await expect(async () => await app.ready()).rejects.toThrow(
        'Route POST /login/ (plain-login): the application has a route of its own at this address already',
      );
      await site.close();
    },
  );

  it('in an application of its own, whose route stands at an address of ours', async () => {
    const site = await openSite();
    const app = Fastify();
    app.get('/accounts/login/', async () => 'mine');
    const mounted = app.register(stagedoorPlugin, { stagedoor: site.stagedoor });
    await expect(async () => await mounted).rejects.toThrow(
      'Route GET /accounts/login/ (account_login): the application has a route of its own at this address already',
    );
    await site.close();
  });
});

describe('a page record', () => {
  const page: Written = { name: 'notes', at: ['/notes/'], access: 'authenticated', get: handler };
  const make = (written: Written) => () => pageRoutes(written as unknown as PageRecord);

  it('that says all it must is taken', () => expect(make(page)()).toHaveLength(1));

  it.each([
    ['name', undefined],
    ['at', undefined],
    ['at', []],
    ['at', '/notes/'],
    ['at', ['notes']],
    ['access', undefined],
    ['access', 'authentificated'],
    ['issues', 'sesion'],
    ['servesStage', 'anything'],
    ['get', 'handler'],
    ['get', undefined],
    ['post', {}],
    ['acces', 'authenticated'],
    ['csrf', 'none'],
    ['needs', { stuff: true }],
    ['need', { staff: true }],
  ])('whose %s is %j is refused by name', (name, value) => {
    expect(make({ ...page, [name]: value })).toThrow(new RegExp(`^Page .*\\b${name}\\b`));
  });

  it.each([
    [[], 'at must be a list of paths such as /notes/, with at least one, not an empty list'],
    [['/notes/', 'memos/'], 'at[1] must be a path such as /api/notes/, not "memos/"'],
    ['/notes/', 'at must be a list of paths such as /notes/, with at least one, not "/notes/"'],
  ])('says what is wrong with the addresses %j', (at, problem) => {
    expect(make({ ...page, at })).toThrow(
      `Page ${Array.isArray(at) ? String(at[0]) : at} (notes): ${problem}.`,
    );
  });

  it.each(['name', 'at', 'access', 'get'])('without %s is refused', (name) => {
    expect(make(Object.fromEntries(Object.entries(page).filter(([key]) => key !== name)))).toThrow(name);
  });
});

describe('guards', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site.close());

  // As plain JavaScript calls them.
  type Loose = Record<string, (...given: unknown[]) => unknown>;
  const guards = (): Loose => createGuards(site.stagedoor) as unknown as Loose;

  it('that do not exist are refused where they are named, instead of being no guard at all', () => {
    expect(() => guards().requireStaf).toThrow(/there is no requireStaf/);
    expect(() => {
      const { requiresUser } = guards();
      return requiresUser;
    }).toThrow(/there is no requiresUser/);
  });

  it.each([undefined, null, '', ' ', 5, {}, ['editors']])(
    'of the group or permission %j are refused',
    (name) => {
      for (const guard of ['requireGroup', 'requirePermission', 'requireTicket']) {
        expect(() => guards()[guard]?.(name), guard).toThrow(RecordProblem);
      }
    },
  );

  it.each([undefined, null, 'ana', {}, { headers: {} }])(
    'asked about %j instead of a request say what they need',
    async (given) => {
      for (const guard of ['principal', 'user', 'csrfToken']) {
        await expect(guards()[guard]?.(given)).rejects.toThrow(
          `guards.${guard}: its first argument must be the request whose sender is asked for, and is `,
        );
      }
    },
  );

  it('asked about the reply say so, and a form’s token wants both', async () => {
    const app = Fastify();
    const asked = guards();
    app.get('/reply/', async (_, reply) => await asked.user?.(reply));
    app.get('/token/', async (request) => ({ token: await asked.csrfToken?.(request) }));
    app.setErrorHandler((error: Error, _, reply) => reply.code(500).send(error.message));
    expect((await app.inject('/reply/')).body).toBe(
      'guards.user: its first argument must be the request whose sender is asked for, and is the reply.',
    );
    expect((await app.inject('/token/')).body).toBe(
      'guards.csrfToken: its second argument must be the reply of Fastify’s that the cookie goes out with, and is left out.',
    );
    await app.close();
  });

  it.each(['requireUser', 'requireStaff', 'requireSuperuser', 'requireVerified', 'requireCsrfToken'])(
    'that Fastify is to call are refused at once where %s() is called instead of handed over',
    (guard) => {
      // Not as a promise: nobody would wait for it, and the process would end.
      expect(() => guards()[guard]?.()).toThrow(
        `The guard ${guard}: Fastify is to call it, with request and reply: hand it over without calling it`,
      );
    },
  );

  it('may be awaited and printed like anything else', async () => {
    expect(await guards()).toBeDefined();
    expect(JSON.stringify(guards())).toBe('{}');
  });

  it('made without their name refuse each request', async () => {
    const app = Fastify();
    app.get('/', { preHandler: guards().requireGroup as never }, async () => 'open');
    expect((await app.inject('/')).statusCode).toBe(500);
    await app.close();
  });
});

it('whether somebody may is not answered for a rule with a slip in it', async () => {
  const site = await openSite();
  const rule = { staf: true } as never;
  await expect(site.stagedoor.useCases.access.isAllowed({ principal: {} as never, rule })).rejects.toThrow(
    /staf/,
  );
  await site.close();
});

describe('a record that is changed after it was registered', () => {
  it('opens nothing', async () => {
    const needs: Record<string, unknown> = { staff: true };
    const record: Record<string, unknown> = { ...reads, needs };
    const changed = await openSite({
      server: { extend: (app, context) => registerApiRoutes(app, context, [asRoute(record)]) },
    });
    await changed.app.ready();
    record.access = 'anyone';
    delete needs.staff;
    delete record.needs;
    expect((await changed.browser().get('/api/notes/')).statusCode).toBe(401);
    await changed.close();
  });
});
