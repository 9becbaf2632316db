import { fieldRefusal } from '../../core/kernel/errors.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../form-page.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { shownWith } from './detail-page.tsx';
import { OrganizationDeleteView, OrganizationRenameView } from './form-views.tsx';
import { organizationIn } from './input.ts';
import { ONE, organizationPath } from './paths.ts';

const nameFields = { name: 'text' } as const;

const renameForm: FormPage<typeof nameFields, 'authenticated'> = {
  fields: nameFields,
  async draw(exchange, form, input) {
    const organization = await shownWith(exchange, input, 'stagedoor.change_organization');
    const values = { name: organization.name, ...form.values };
    return await answerPage(
      exchange,
      (page) => <OrganizationRenameView page={page} organization={organization} form={{ ...form, values }} />,
      input,
    );
  },
  async act(exchange, { name }, input) {
    const organizationId = organizationIn(input);
    await exchange.context.useCases.organization.rename({ by: input.principal, organizationId, name });
    exchange.flash('success', exchange.translate('organization.renamed'));
    return goTo(exchange, organizationPath(organizationId));
  },
};

const deleteForm: FormPage<typeof nameFields, 'authenticated'> = {
  fields: nameFields,
  async draw(exchange, form, input) {
    const organization = await shownWith(exchange, input, 'stagedoor.delete_organization');
    return await answerPage(
      exchange,
      (page) => <OrganizationDeleteView page={page} organization={organization} form={form} />,
      input,
    );
  },
  async act(exchange, { name }, input) {
    const organization = await shownWith(exchange, input, 'stagedoor.delete_organization');
    if (name !== organization.name) throw fieldRefusal('name', 'not_the_name');
    const { id: organizationId } = organization;
    await exchange.context.useCases.organization.delete({ by: input.principal, organizationId });
    exchange.flash('success', exchange.translate('organization.deleted', { name }));
    return goTo(exchange, paths.organizations);
  },
};

export const editRoutes: readonly Route[] = [
  ...pageRoutes({
    name: 'organization_rename',
    at: [`${ONE}name/`],
    access: 'authenticated',
    get: answerEmptyForm(renameForm),
    post: answerForm(renameForm),
  }),
  ...pageRoutes({
    name: 'organization_delete',
    at: [`${ONE}delete/`],
    access: 'authenticated',
    get: answerEmptyForm(deleteForm),
    post: answerForm(deleteForm),
  }),
];
