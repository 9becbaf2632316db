import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { RenderMail } from '../infrastructure/jobs/create-job-handlers.ts';
import type { MailSite } from '../mail/mail-writer.ts';
import { renderFeatureMail } from '../mail/render-feature-mail.ts';
import { renderMail } from '../mail/render-mail.ts';
import type { Languages } from '../texts/languages.ts';
import type { FeatureCore } from './feature.ts';
import { fullName } from './full-name.ts';

/** Puts e-mails into words: ours, and those of the site's features, each in the language of whoever reads it. */
export function mailRenderer(
  features: readonly FeatureCore[],
  context: { readonly site: MailSite; readonly languages: Languages },
): RenderMail {
  const { site, languages } = context;
  const writers = new Map(
    features.flatMap(({ name, mails = [] }) =>
      mails.map((mail) => [fullName(name, mail.name), mail.write] as const),
    ),
  );
  return (mail, { language, ...rest }) => {
    const reader = { t: languages.translatorFor(language), ...rest };
    if (mail.mail !== 'feature') return renderMail(mail, site, reader);
    const write = writers.get(mail.name);
    // Tried again, and then parked: a process that has the feature may come.
    if (write === undefined) throw new RecordProblem(`The e-mail ${mail.name}`, ['nobody writes it']);
    return renderFeatureMail({ ...mail, write }, site, reader);
  };
}
