import { commandValue, defineCommand } from 'stagedoor';
import type { GuestBook } from '../../core/guestbook/use-cases.ts';
import { guestBookTexts } from '../../texts/guestbook.ts';

const { keys: texts } = guestBookTexts;

/** `npx stagedoor guestbook list`: the newest lines, each with its number. */
const list = defineCommand({
  name: 'list',
  about: texts.listCommand,
  options: { before: commandValue.integer(texts.beforeOption), json: commandValue.flag(texts.jsonOption) },
  async run(guestBook: GuestBook, { options: { before = null, json = false }, print, t }) {
    const { entries } = await guestBook.list({ beforeId: before });
    // A program that reads rows is given rows and nothing else.
    if (entries.length === 0 && !json) print(t(texts.noLines));
    for (const { id, author, message, writtenAt } of entries)
      print(
        json
          ? JSON.stringify({ id, author, message, written_at: writtenAt })
          : `${id}  ${author}: ${message}`,
      );
  },
});

/** `npx stagedoor guestbook remove 7`. */
const remove = defineCommand({
  name: 'remove',
  about: texts.removeCommand,
  arguments: { id: commandValue.integer(texts.lineNumber) },
  async run(guestBook: GuestBook, { arguments: { id }, t, print }) {
    await guestBook.removeByOperator(id);
    print(t(texts.removed));
  },
});

export const guestBookCommands = [list, remove];
