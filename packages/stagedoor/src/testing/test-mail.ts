import { PlainError } from '../core/kernel/plain-error.ts';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { CaughtMail } from '../infrastructure/mail/catcher.ts';

/** The e-mails of the site. Each question does the jobs that wait first, so that what was caused is there. */
export interface TestMail {
  /** Newest first. */
  list(): Promise<readonly CaughtMail[]>;
  /** The newest one to an address. @throws PlainError where none came */
  last(to: string): Promise<CaughtMail>;
  /** The first link in the newest one to an address. @throws PlainError where there is none */
  link(to: string): Promise<URL>;
  /** Forgets all that came until now. */
  clear(): Promise<void>;
}

const LINK = /^https?:\/\/\S+$/m;

export function testMail({ backgroundWork, mailCatcher }: Pick<Stagedoor, 'backgroundWork' | 'mailCatcher'>) {
  const mail: TestMail = {
    async list() {
      if (mailCatcher === null)
        throw new PlainError('With MAIL_URL e-mails leave; tests catch them without it.');
      await backgroundWork.drain();
      return await mailCatcher.list();
    },
    async last(to) {
      const mails = await mail.list();
      const found = mails.find((caught) => caught.to === to);
      if (found !== undefined) return found;
      const others = mails.map((caught) => caught.to).join(', ');
      throw new PlainError(`No e-mail came to ${to}${others === '' ? '' : `, only to ${others}`}.`);
    },
    async link(to) {
      const { subject, text } = await mail.last(to);
      const link = LINK.exec(text)?.[0];
      if (link === undefined) throw new PlainError(`The e-mail “${subject}” to ${to} has no link.`);
      return new URL(link);
    },
    async clear() {
      await backgroundWork.drain();
      await mailCatcher?.clear();
    },
  };
  return mail;
}
