import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes, queryValue } from '../page-route.ts';
import { paths } from '../paths.ts';
import { organizationIn } from './input.ts';
import { OrganizationsView } from './list-views.tsx';
import { organizationPath } from './paths.ts';

const LISTED = 50;
const fields = { name: 'text' } as const;

const listForm: FormPage<typeof fields, 'authenticated'> = {
  fields,
  async draw(exchange, form, input) {
    const { principal } = input;
    const { organization } = exchange.context.useCases;
    const { rows, next } = await organization.listOwn({
      principal,
      afterId: idAfter(exchange),
      limit: LISTED,
    });
    const active = await organization.active({ principal });
    const creation = await organization.mayCreate({ principal });
    return await answerPage(
      exchange,
      (page) => (
        <OrganizationsView
          page={page}
          organizations={rows}
          activeId={active?.id ?? null}
          nextHref={nextPage(paths.organizations, next)}
          creation={creation}
          form={form}
        />
      ),
      input,
    );
  },
  async act(exchange, { name }, { principal }) {
    const made = await exchange.context.useCases.organization.create({ by: principal, name });
    exchange.flash('success', exchange.translate('organizations.created', { name: made.name }));
    return goTo(exchange, organizationPath(made.id));
  },
};

/** Behind which id the page of a list begins; whatever else is asked begins at the first. */
export function idAfter(exchange: Exchange): number {
  const after = queryValue(exchange, 'after') ?? '';
  return /^\d{1,16}$/.test(after) && Number.isSafeInteger(Number(after)) ? Number(after) : 0;
}

/** Where the next page of a list is; null where nothing follows. */
export function nextPage(path: string, next: number | null): string | null {
  return next === null ? null : `${path}?after=${next}`;
}

async function switchTo(exchange: Exchange, input: OwnInput): Promise<Answer> {
  const { principal } = input;
  const organizationId = organizationIn(input);
  const active = await exchange.context.useCases.organization.switch({ principal, organizationId });
  exchange.flash('success', exchange.translate('organizations.switched', { name: active?.name ?? '' }));
  return goTo(exchange, paths.organizations);
}

async function switchOff(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  await exchange.context.useCases.organization.switch({ principal, organizationId: null });
  exchange.flash('success', exchange.translate('organizations.switched_off'));
  return goTo(exchange, paths.organizations);
}

export const listRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'organization_list',
    at: [paths.organizations],
    access: 'authenticated',
    get: answerEmptyForm(listForm),
    post: answerForm(listForm),
  }),
  ...pageRoutes({
    name: 'organization_switch_off',
    at: [paths.noOrganization],
    access: 'authenticated',
    post: switchOff,
  }),
  ...pageRoutes({
    name: 'organization_switch',
    at: ['/accounts/organizations/:id/switch/'],
    access: 'authenticated',
    post: switchTo,
  }),
];
