import { Command } from 'commander';
import { canonicalEmail } from '../core/kernel/email.ts';
import { operator as visitor } from '../core/kernel/visitor.ts';
import type { Invitation } from '../core/organization/invitation-store.ts';
import type { MemberRole } from '../core/organization/organization.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { refusalsInWords } from './one-group.ts';
import { oneOrganization, organizationArgument } from './one-organization.ts';
import { memberRoleOption } from './organization-members.ts';
import { type ListForm, printList } from './print-list.ts';

/** More never wait in one. */
const MOST = 1_000;

const form: ListForm<Invitation> = {
  none: 'cli.organization.no_invitations',
  columns: [
    { heading: 'cli.heading.email', show: ({ email }) => email },
    { heading: 'cli.heading.role', show: ({ role }) => role },
    { heading: 'cli.heading.ends', show: ({ expiresAt }) => expiresAt.toISOString() },
  ],
  toJson: ({ id, email, role, invitedBy, expiresAt }) => ({
    id,
    email,
    role,
    invited_by: invitedBy,
    expires_at: expiresAt,
  }),
};

/** `organization invitations`: who is invited. */
export function invitationsCommand(context: CommandContext): Command {
  const { t } = context;
  const command = new Command('invitations').description(t('cli.about.organization.invitations'));
  return organizationArgument(context, command)
    .option('--json', t('cli.about.json'))
    .action((word: string, { json }: { readonly json?: boolean }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const { rows } = await useCases.invitation.listOf({ organizationId, limit: MOST });
        printList(context, form, { rows, json });
      }),
    );
}

/** `organization invite`: mails an invitation. */
export function inviteCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  const command = new Command('invite').description(t('cli.about.organization.invite'));
  return organizationArgument(context, command)
    .argument('<email>', t('cli.about.organization.email'))
    .addOption(memberRoleOption(context))
    .action((word: string, email: string, { role }: { readonly role: MemberRole }) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const inviting = useCases.invitation.send({ by: 'operator', organizationId, email, role, visitor });
        const invitation = await refusalsInWords(t, inviting);
        terminal.print(t('cli.organization.invited', { email: invitation.email }));
      }),
    );
}

/** `organization revoke_invitation`. */
export function revokeInvitationCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  const command = new Command('revoke_invitation').description(t('cli.about.organization.revoke_invitation'));
  return organizationArgument(context, command)
    .argument('<email>', t('cli.about.organization.email'))
    .action((word: string, email: string) =>
      context.withAccounts(async ({ useCases }) => {
        const { id: organizationId } = await oneOrganization(context, useCases, word);
        const { rows } = await useCases.invitation.listOf({ organizationId, limit: MOST });
        const meant = rows.find((one) => canonicalEmail(one.email) === canonicalEmail(email));
        if (meant === undefined) throw new CommandProblem(t('cli.organization.not_invited', { email }));
        const which = { by: 'operator', organizationId, invitationId: meant.id } as const;
        await useCases.invitation.revoke(which);
        terminal.print(t('cli.organization.invitation_revoked', { email: meant.email }));
      }),
    );
}
