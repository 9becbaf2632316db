import { organizationResource } from '../../resource/account/organization-resource.ts';
import { OURS } from '../../resource/account/role-resource.ts';
import { describedResource } from '../resource/described-resource.ts';

/** Organizations where no site is open: what is answered is the same whoever may make one. */
export const describedOrganizations = describedResource({
  feature: OURS,
  resource: organizationResource({ mode: 'open' }),
});
