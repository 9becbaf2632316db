import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '../../make-directory.ts';
import { exactMailbox } from './mailbox.ts';
import type { Mail, Mailer } from './mailer.ts';

/** A mail that the catcher kept, as `/dev/mail.json` shows it. */
export interface CaughtMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where whoever gets it stops more of its kind; absent in what nobody can leave out. */
  readonly stopUrl?: string;
  /** ISO 8601 UTC. */
  readonly sentAt: string;
}

/** Development's mailbox for everybody: mails go into files and nowhere else. */
export interface MailCatcher extends Mailer {
  /** Newest first. */
  list(): Promise<readonly CaughtMail[]>;
  read(id: string): Promise<CaughtMail | null>;
  /** Deletes all there are. */
  clear(): Promise<void>;
}

export interface CatcherOptions {
  /** Made if it is missing; mails in it survive a restart. */
  readonly directory: string;
  /** The oldest mails beyond this many are removed; default 200. */
  readonly capacity?: number;
  readonly now?: () => Date;
}

const MAIL_FILE = /^(\d{15}-[A-Za-z0-9_-]{1,64})\.json$/;

/**
 * Keeps mails as files, newest last by name.
 * @example
 * const catcher = createMailCatcher({ directory: './data/mail' });
 */
export function createMailCatcher({
  directory,
  capacity = 200,
  now = () => new Date(),
}: CatcherOptions): MailCatcher {
  let latest = 0;
  const listIds = async (): Promise<string[]> => {
    const names = await readdir(directory).catch(emptyWhenMissing);
    return names.flatMap((name) => MAIL_FILE.exec(name)?.[1] ?? []).sort();
  };
  const read = async (id: string): Promise<CaughtMail | null> => {
    if (!MAIL_FILE.test(`${id}.json`)) return null;
    const text = await readFile(join(directory, `${id}.json`), 'utf8').catch(nullWhenMissing);
    return text === null ? null : (JSON.parse(text) as CaughtMail);
  };
  return {
    read,
    async send(mail) {
      // One millisecond apart at least, so that their names keep the order they came in.
      latest = Math.max(now().getTime(), latest + 1);
      const caught = catchMail(mail, new Date(latest));
      makeDirectory(directory);
      await writeWhole(join(directory, `${caught.id}.json`), JSON.stringify(caught, null, 2));
      const ids = await listIds();
      for (const id of ids.slice(0, Math.max(0, ids.length - capacity))) {
        await rm(join(directory, `${id}.json`), { force: true });
      }
    },
    async list() {
      const mails = await Promise.all((await listIds()).reverse().map(read));
      return mails.filter((mail) => mail !== null);
    },
    async clear() {
      for (const id of await listIds()) await rm(join(directory, `${id}.json`), { force: true });
    },
    async close() {},
  };
}

function catchMail(mail: Mail, sentAt: Date): CaughtMail {
  const moment = String(sentAt.getTime()).padStart(15, '0');
  return {
    id: `${moment}-${mail.messageId.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 64)}`,
    to: exactMailbox(mail.to),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    ...(mail.stopUrl === undefined ? {} : { stopUrl: mail.stopUrl }),
    sentAt: sentAt.toISOString(),
  };
}

/** The file appears whole or not at all, and on disk before the job counts as done. */
async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
}

function emptyWhenMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
