import { AccountsError } from '../../core/kernel/errors.ts';
import type { Page } from '../../core/kernel/page.ts';
import type { ShownOrganization } from '../../core/organization/list-organizations.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { picturePathsOf } from '../picture-paths.ts';
import { organizationIn } from './input.ts';
import { idAfter, nextPage } from './list-pages.tsx';
import { OrganizationView } from './organization-views.tsx';
import { ONE, organizationPath } from './paths.ts';
import type { Shown } from './shown.ts';

const LISTED = 50;
/** More never wait in one. */
const INVITED = 100;

const drawOne: FormPage<Record<never, never>, 'authenticated'>['draw'] = async (exchange, form, input) => {
  const { principal } = input;
  const { organization, invitation } = exchange.context.useCases;
  const organizationId = organizationIn(input);
  const shown = await organization.show({ principal, organizationId });
  const asked = { principal, organizationId, afterId: idAfter(exchange), limit: LISTED };
  const members = await organization.listMembers(asked);
  const memberIds = members.rows.map(({ userId }) => userId);
  const pictures = await picturePathsOf(exchange, memberIds);
  const isSeen = shown.permissions.includes('stagedoor.view_invitation');
  const invitations = isSeen ? await invitation.list({ principal, organizationId, limit: INVITED }) : null;
  const active = await organization.active({ principal });
  return await answerPage(
    exchange,
    (page) => (
      <OrganizationView
        page={page}
        organization={shown}
        ownId={principal.user.id}
        isActive={active?.id === organizationId}
        members={shownRows(organizationPath(organizationId), members)}
        pictures={pictures}
        invitations={invitations && { rows: invitations.rows, nextHref: null }}
        form={form}
      />
    ),
    input,
  );
};

function shownRows<Row>(path: string, { rows, next }: Page<Row>): Shown<Row> {
  return { rows, nextHref: nextPage(path, next) };
}

/** A button on the page of an organization. What it is refused for is said there. */
export function organizationAction(act: (exchange: Exchange, input: OwnInput) => Promise<string>) {
  return answerForm<Record<never, never>, 'authenticated'>({
    fields: {},
    draw: drawOne,
    act: async (exchange, _, input) => goTo(exchange, await act(exchange, input)),
  });
}

/** The organization, where who looks may do this there. @throws AccountsError `not-found`, `permission-denied` */
export async function shownWith(
  exchange: Exchange,
  input: OwnInput,
  permission: string,
): Promise<ShownOrganization> {
  const { principal } = input;
  const organizationId = organizationIn(input);
  const shown = await exchange.context.useCases.organization.show({ principal, organizationId });
  if (!shown.permissions.includes(permission)) throw new AccountsError({ code: 'permission-denied' });
  return shown;
}

export const detailRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'organization_detail',
    at: [ONE],
    access: 'authenticated',
    get: answerEmptyForm({ draw: drawOne }),
  }),
];
