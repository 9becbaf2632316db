import { organizationConfirmViews } from './confirm-views.tsx';
import { organizationFormViews } from './form-views.tsx';
import { invitationViews } from './invitation-views.tsx';
import { organizationListViews } from './list-views.tsx';
import { organizationMemberViews } from './member-views.tsx';
import { organizationDetailViews } from './organization-views.tsx';
import { organizationTeamListViews } from './team-list-views.tsx';
import { organizationTeamViews } from './team-views.tsx';

/** The pages here that a site may draw itself. */
export const organizationViews = {
  ...organizationListViews,
  ...organizationDetailViews,
  ...organizationFormViews,
  ...organizationConfirmViews,
  ...organizationMemberViews,
  ...organizationTeamListViews,
  ...organizationTeamViews,
  ...invitationViews,
};
