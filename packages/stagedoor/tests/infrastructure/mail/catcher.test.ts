import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMailCatcher } from '../../../src/infrastructure/mail/catcher.ts';
import { createConsoleMailer } from '../../../src/infrastructure/mail/console.ts';
import type { Mail } from '../../../src/infrastructure/mail/mailer.ts';

let directory: string;
beforeEach(() => {
  directory = join(mkdtempSync(join(tmpdir(), 'catcher-')), 'mail');
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

const mail = (subject: string): Mail => ({
  to: 'ana@example.com',
  subject,
  html: `<p>${subject}</p>`,
  text: subject,
  messageId: `id-${subject}`,
});

const still = () => new Date('2026-01-01T00:00:00Z');

test('keeps mails, the newest first, over a restart', async () => {
  const catcher = createMailCatcher({ directory, now: still });
  for (const subject of ['c', 'a', 'b']) await catcher.send(mail(subject));
  const mails = await createMailCatcher({ directory }).list();
  expect(mails.map(({ subject }) => subject)).toEqual(['b', 'a', 'c']);
  expect(mails[2]).toEqual({
    id: '001767225600000-id-c',
    to: 'ana@example.com',
    subject: 'c',
    text: 'c',
    html: '<p>c</p>',
    sentAt: '2026-01-01T00:00:00.000Z',
  });
});

test('keeps the newest mails only, once it is full', async () => {
  const catcher = createMailCatcher({ directory, capacity: 3 });
  for (const subject of ['1', '2', '3', '4', '5']) await catcher.send(mail(subject));
  expect((await catcher.list()).map(({ subject }) => subject)).toEqual(['5', '4', '3']);
  expect(readdirSync(directory)).toHaveLength(3);
});

test('reads one mail by its id, and nothing outside its folder', async () => {
  const catcher = createMailCatcher({ directory });
  await catcher.send(mail('one'));
  const [caught] = await catcher.list();
  expect(await catcher.read(caught?.id ?? '')).toEqual(caught);
  writeFileSync(join(directory, '..', '000000000000000-x.json'), '{}');
  for (const id of ['../000000000000000-x', 'x', '', '000000000000000-none']) {
    expect(await catcher.read(id)).toBeNull();
  }
});

test('is empty before the first mail and does not mind other files', async () => {
  const catcher = createMailCatcher({ directory });
  expect(await catcher.list()).toEqual([]);
  await catcher.send(mail('one'));
  writeFileSync(join(directory, 'notes.txt'), 'mine');
  writeFileSync(join(directory, '000000000000001-x.json.part'), '{"half":');
  expect(await catcher.list()).toHaveLength(1);
});

test('keeps mails, which hold working links, from other users of the machine', async () => {
  const catcher = createMailCatcher({ directory });
  await catcher.send(mail('one'));
  const [file = ''] = readdirSync(directory);
  expect(statSync(join(directory, file)).mode & 0o077).toBe(0);
  expect(statSync(directory).mode & 0o077).toBe(0);
});

test('refuses what is not one exact address, as sending would', async () => {
  const catcher = createMailCatcher({ directory });
  await expect(catcher.send({ ...mail('one'), to: 'a@b.example,c@d.example' })).rejects.toThrow();
  expect(await catcher.list()).toEqual([]);
});

test('prints a mail where the site is told to', async () => {
  const written: string[] = [];
  const console = createConsoleMailer({ from: 'noreply@example.com', write: (text) => written.push(text) });
  await console.send(mail('one'));
  expect(written.join('')).toMatch(
    /^From: noreply@example.com\nTo: ana@example.com\nSubject: one\n\none\n-+\n$/,
  );
});
