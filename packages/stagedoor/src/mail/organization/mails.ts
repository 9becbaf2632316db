import { action, note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { nameWithoutLinks } from '../name-without-links.ts';
import { expiresInMinutes, path } from '../samples.ts';

/** Names that people chose go to somebody who knows none of them: no mail program makes a link of one. */
export const organizationMails: MailRecords<'organization-invitation' | 'organization-passed'> = {
  'organization-invitation': {
    write(writer, { organization: name, inviter, email, path: link, expiresInMinutes: minutes }) {
      const { say } = writer;
      const organization = nameWithoutLinks(name);
      return {
        subject: say('mail.organization_invitation.subject', { organization }),
        pieces: [
          paragraph(
            inviter === null
              ? say('mail.organization_invitation.by_site', { organization })
              : say('mail.organization_invitation.text', {
                  organization,
                  inviter: nameWithoutLinks(inviter),
                }),
          ),
          action(say('mail.organization_invitation.action'), writer.link(link)),
          note(writer.validity(minutes)),
          note(say('mail.organization_invitation.address', { email })),
          note(say('mail.organization_invitation.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { organization: 'Acme', inviter: 'ana', email: 'ben@example.org', path, expiresInMinutes },
  },
  'organization-passed': {
    write({ say, link }, { organization: name, path: where }) {
      const organization = nameWithoutLinks(name);
      return {
        subject: say('mail.organization_passed.subject', { organization }),
        pieces: [
          paragraph(say('mail.organization_passed.text', { organization })),
          action(say('mail.organization_passed.action'), link(where)),
          note(say('mail.organization_passed.not_wanted')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { organization: 'Acme', path },
  },
};
