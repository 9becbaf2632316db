import {
  AccountsError,
  type FeatureParts,
  type Inside,
  type Limit,
  type Principal,
  type SettingsOf,
  userName,
  type Visitor,
} from 'stagedoor';
import { lineRemoval, linesForgotten } from './audit-events.ts';
import type { Entry, EntryStore } from './entry.ts';
import { signed } from './events.ts';
import { newLine } from './new-line.ts';
import { deleteEntry } from './permissions.ts';
import { repeated } from './refusals.ts';
import type { guestBookSettings } from './settings.ts';

/** Characters of one line. */
export const LONGEST_MESSAGE = 200;
const PAGE = 20;
const DAY_MS = 86_400_000;
const KEPT_DAYS = 365;
const HOUR_MS = 3_600_000;
const LETTERS: Limit = { attempts: 20, windowMs: HOUR_MS, blockMs: HOUR_MS, maxBlockMs: HOUR_MS };

export interface GuestBookStores {
  readonly entries: EntryStore;
}

export interface EntryPage {
  readonly entries: readonly Entry[];
  /** What to ask for next as `beforeId`; null where nothing older is. */
  readonly next: number | null;
}

type Parts = Pick<
  FeatureParts<GuestBookStores, SettingsOf<typeof guestBookSettings>>,
  'stores' | 'transact' | 'clock' | 'settings' | 'refuse' | 'accounts'
>;

/** What can be done with the guest book. */
export function guestBookUseCases({ stores, transact, clock, settings, refuse, accounts }: Parts) {
  /** Whether somebody may remove what others wrote. */
  const keepsOrder = (principal: Principal): Promise<boolean> =>
    accounts.access.isAllowed({ principal, rule: { permission: deleteEntry.permission } });
  const linesADay = settings.guestbookLinesADay;
  return {
    linesADay,

    async list({ beforeId = null }: { readonly beforeId?: number | null } = {}): Promise<EntryPage> {
      const found = await stores.entries.list({ beforeId, limit: PAGE + 1 });
      const entries = found.slice(0, PAGE);
      return { entries, next: found.length > PAGE ? (entries.at(-1)?.id ?? null) : null };
    },

    /**
     * A line of at most 200 characters, and so many a day for each member: one guest fills no book.
     *
     * @throws AccountsError `invalid-input` for a line that is empty or too long; `throttled`; `guestbook.repeated`
     */
    sign: ({ principal, message }: { readonly principal: Principal; readonly message: string }) => {
      const line = readMessage(message);
      const { user } = principal;
      return transact(async (inside) => {
        const now = clock.now();
        await admit(inside.stores, { userId: user.id, linesADay, now });
        if (await inside.stores.entries.hasSince(user.id, line, daysBefore(now, 1)))
          throw refuse(repeated, {});
        const author = userName(user);
        const entry = { userId: user.id, author, message: line, writtenAt: now };
        const added = await inside.stores.entries.add(entry);
        await inside.emit(signed, { lineId: added.id, userId: user.id });
        return added;
      });
    },

    /** In the transaction of whoever heard of the line: nobody is told of one that was taken back meanwhile. */
    tellOwner: (lineId: number, inOne: Parts['transact']): Promise<void> =>
      inOne(async (inside) => {
        const line = await inside.stores.entries.find(lineId);
        if (line !== null) await mailOwner(inside, settings, line);
      }),

    keepsOrder,

    /**
     * One's own line, or anybody's for whoever keeps order.
     *
     * @throws AccountsError `not-found` for what is another's, as for what is not there
     */
    remove: ({ principal, id, visitor }: Removal): Promise<void> =>
      transact(async ({ stores: { entries }, audit }) => {
        const userId = principal.user.id;
        const isGone =
          (await entries.removeOwn(id, userId)) ||
          ((await keepsOrder(principal)) && (await entries.remove(id)));
        if (!isGone) throw new AccountsError({ code: 'not-found' });
        await audit(lineRemoval, { userId, visitor, detail: { line: id } });
      }),

    /** From a terminal. @throws AccountsError `not-found` */
    removeByOperator: (id: number): Promise<void> =>
      transact(async ({ stores: { entries }, audit }) => {
        if (!(await entries.remove(id))) throw new AccountsError({ code: 'not-found' });
        await audit(lineRemoval, { userId: null, detail: { line: id } });
      }),

    /** Every line of one member, for the download of their data. */
    listOf: (userId: number) => stores.entries.listOfUser(userId),

    /** Lines that are older than a year, at most so many; answers how many went. */
    removeOld: (most: number) => stores.entries.removeOlderThan(daysBefore(clock.now(), KEPT_DAYS), most),
  };
}

export interface Removal {
  readonly principal: Principal;
  readonly id: number;
  readonly visitor: Visitor;
}

/** The lines themselves go with their writer's row; how many they were stays in the audit log. */
export async function forgetLines({ stores, audit }: Inside<GuestBookStores>, userId: number): Promise<void> {
  const lines = (await stores.entries.listOfUser(userId)).length;
  if (lines > 0) await audit(linesForgotten, { userId, detail: { lines } });
}

export type GuestBook = ReturnType<typeof guestBookUseCases>;

function readMessage(message: string): string {
  // What a terminal would obey, or what turns the text after it around, is no part of a line.
  const line = message
    .replaceAll(/\p{Bidi_Control}/gu, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (line === '') throw problem('blank');
  if ([...line].length > LONGEST_MESSAGE) throw problem('max_length', { max_length: LONGEST_MESSAGE });
  return line;
}

function problem(code: string, params: Readonly<Record<string, number>> = {}): AccountsError {
  return new AccountsError({ code: 'invalid-input', fields: { message: [{ code, params }] } });
}

async function admit(
  { entries }: GuestBookStores,
  { userId, linesADay, now }: { readonly userId: number; readonly linesADay: number; readonly now: Date },
): Promise<void> {
  // Of lines sent at once each counts those before it.
  await entries.holdWriter(userId);
  const today = await entries.countSince(userId, daysBefore(now, 1));
  if (today >= linesADay) throw new AccountsError({ code: 'throttled', retryAfterSeconds: DAY_MS / 1_000 });
}

/** Members who write at once would fill the owner's mailbox: over twenty an hour, one e-mail an hour speaks for the rest. */
async function mailOwner(
  { sendMail }: Pick<Inside<GuestBookStores>, 'sendMail'>,
  settings: Parts['settings'],
  { author, message, writtenAt }: Entry,
): Promise<void> {
  const { guestbookNotify: to, guestbookNotifyLanguage: language } = settings;
  if (to === null) return;
  const data = { author, message, writtenAt: writtenAt.toISOString() };
  await sendMail(newLine, { to, language, data, limit: LETTERS });
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}
