import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { UnrecoverableJob } from '../../../src/infrastructure/jobs/unrecoverable-job.ts';
import { MailServerFault } from '../../../src/infrastructure/mail/mail-server-answer.ts';
import { UndeliverableMail } from '../../../src/infrastructure/mail/mailbox.ts';
import type { Mail, Mailer } from '../../../src/infrastructure/mail/mailer.ts';
import { createSmtpMailer, type SmtpOptions } from '../../../src/infrastructure/mail/smtp.ts';
import { type SmtpSink, startSmtpSink } from '../../support/smtp-sink.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function sinkAnd(options: Partial<SmtpOptions> = {}): Promise<{ sink: SmtpSink; mailer: Mailer }> {
  const sink = await startSmtpSink();
  const mailer = createSmtpMailer({
    url: sink.url,
    from: 'Stagedoor <noreply@example.com>',
    production: false,
    ...options,
  });
  closing.push(sink.close, mailer.close);
  return { sink, mailer };
}

function mailTo(to: string, parts: Partial<Mail> = {}): Mail {
  return { to, subject: 'Hello', html: '<p>Hello</p>', text: 'Hello', messageId: 'job-1', ...parts };
}

const refuses = (mailer: Mailer, mail: Mail) => expect(mailer.send(mail)).rejects;

test('brings subject, HTML and text through in any script', async () => {
  const { sink, mailer } = await sinkAnd();
  await mailer.send(
    mailTo('ana@example.com', {
      subject: 'Activa tu cuenta, José — 欢迎 🎭 with words enough to need a second header line',
      html: '<p>¡Hola José! 欢迎 🎭</p>',
      text: '¡Hola José! 欢迎 🎭',
    }),
  );
  const [mail] = sink.mails;
  expect(mail?.email.subject).toBe(
    'Activa tu cuenta, José — 欢迎 🎭 with words enough to need a second header line',
  );
  expect(mail?.email.html?.trim()).toBe('<p>¡Hola José! 欢迎 🎭</p>');
  expect(mail?.email.text?.trim()).toBe('¡Hola José! 欢迎 🎭');
  expect(mail?.email.from).toMatchObject({ name: 'Stagedoor', address: 'noreply@example.com' });
  expect(mail?.email.messageId).toBe('<job-1@example.com>');
});

test('connects to an address of IPv6, which a URL writes in brackets', async () => {
  const { sink } = await sinkAnd();
  const relay = createServer((socket) => {
    const onward = connect(sink.port, '127.0.0.1');
    socket.on('error', () => onward.destroy()).pipe(onward);
    onward.on('error', () => socket.destroy()).pipe(socket);
  });
  await new Promise<void>((resolve) => relay.listen(0, '::1', resolve));
  const { port } = relay.address() as AddressInfo;
  const mailer = createSmtpMailer({ url: `smtp://[::1]:${port}`, from: 'a@example.com', production: false });
  closing.push(async () => void relay.close(), mailer.close);
  await mailer.send(mailTo('ana@example.com'));
  expect(sink.mails).toHaveLength(1);
});

test('writes to an international domain in its ASCII form', async () => {
  const { sink, mailer } = await sinkAnd();
  await mailer.send(mailTo('Ana.B+c@BÜCHER.example'));
  expect(sink.mails[0]?.raw).toContain('\r\nTo: Ana.B+c@xn--bcher-kva.example\r\n');
});

test('says how a notice is stopped, by one click where that may be posted to', async () => {
  const { sink, mailer } = await sinkAnd();
  for (const stopUrl of ['https://example.com/stop/KEY/', 'http://127.0.0.1:8000/stop/KEY/'])
    await mailer.send(mailTo('ana@example.com', { stopUrl }));
  await mailer.send(mailTo('ana@example.com'));
  const said = sink.mails.map(({ raw }) => raw.match(/^List-\S+: .*(?=\r$)/gm));
  expect(said).toEqual([
    [
      'List-Unsubscribe: <https://example.com/stop/KEY/>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ],
    ['List-Unsubscribe: <http://127.0.0.1:8000/stop/KEY/>'],
    null,
  ]);
});

const HOSTILE_ADDRESSES = [
  'a@example.com\r\nBcc: eve@evil.example',
  'a@example.com\nRCPT TO:<eve@evil.example>',
  'a@example.com%0aCc:eve@evil.example',
  'a@example.com,eve@evil.example',
  'a@example.com;eve@evil.example',
  'a@example.com eve@evil.example',
  '"eve@evil.example" <a@example.com>',
  '<eve@evil.example>',
  '"eve@evil.example x"@example.com',
  '"a\\"b"@example.com',
  'a(eve@evil.example)@example.com',
  'a@evil.example@example.com',
  'a@[127.0.0.1]',
  'a@example.com>',
  'a@example.com\0.evil.example',
  'a@exam\tple.com',
  'group: a@example.com, eve@evil.example;',
  ' a@example.com',
  'a..b@example.com',
  '@example.com',
  'a@',
  'a',
  '',
];

test.each(HOSTILE_ADDRESSES)('sends nothing to %j, which is not one exact address', async (address) => {
  const { sink, mailer } = await sinkAnd();
  await refuses(mailer, mailTo(address)).toThrow(UndeliverableMail);
  expect(sink.tries).toBe(0);
});

test('keeps line breaks in a subject from becoming headers or a body', async () => {
  const { sink, mailer } = await sinkAnd();
  const subject = 'Hello\r\nBcc: eve@evil.example\r\n\r\n<p>fake</p>\u0000\u0085';
  await mailer.send(mailTo('ana@example.com', { subject }));
  const [mail] = sink.mails;
  expect(mail?.recipients).toEqual(['ana@example.com']);
  expect(mail?.email.bcc ?? []).toEqual([]);
  expect(mail?.email.subject).toBe('Hello Bcc: eve@evil.example <p>fake</p>');
  expect(mail?.email.html?.trim()).toBe('<p>Hello</p>');
});

test('carries a lone dot and SMTP commands in a text as text', async () => {
  const { sink, mailer } = await sinkAnd();
  const text = 'one\r\n.\r\nMAIL FROM:<eve@evil.example>\r\nRCPT TO:<eve@evil.example>\r\nDATA\r\n..two';
  await mailer.send(mailTo('ana@example.com', { text }));
  expect(sink.mails).toHaveLength(1);
  expect(sink.mails[0]?.email.text?.trim()).toBe(text.replaceAll('\r\n', '\n'));
});

test('never reads a file or fetches an address that an e-mail names', async () => {
  const { sink, mailer } = await sinkAnd();
  const content = { path: '/etc/hostname' } as unknown as string;
  await refuses(mailer, mailTo('ana@example.com', { html: content })).toThrow();
  await refuses(
    mailer,
    mailTo('ana@example.com', { text: { href: sink.url } as unknown as string }),
  ).toThrow();
  const extra = { attachments: [{ path: '/etc/hostname' }], raw: 'X', cc: 'eve@evil.example' };
  await mailer.send({ ...mailTo('ana@example.com'), ...extra });
  expect(sink.mails).toHaveLength(1);
  expect(sink.mails[0]?.recipients).toEqual(['ana@example.com']);
  expect(sink.mails[0]?.email.attachments).toEqual([]);
});

test.each(['refuse-for-now', 'refuse-for-good', 'refuse-recipient', 'die-after-data'] as const)(
  'tells the caller when the server answers with %s, and tries only once',
  async (behaviour) => {
    const { sink, mailer } = await sinkAnd();
    sink.next(behaviour);
    await refuses(mailer, mailTo('ana@example.com')).toThrow();
    expect(sink.tries).toBe(behaviour === 'refuse-recipient' ? 0 : 1);
    await mailer.send(mailTo('ana@example.com', { messageId: 'job-2' }));
    expect(sink.mails.at(-1)?.email.messageId).toBe('<job-2@example.com>');
  },
);

test.each([
  ['refuse-for-good', 'the mail server answered DATA with 554', true],
  ['refuse-recipient', 'the mail server answered RCPT TO with 550', true],
  ['refuse-and-quote', 'the mail server answered DATA with 554 5.7.1', true],
  ['refuse-for-now', 'the mail server answered DATA with 451', false],
] as const)('tells of %s in codes, and whether another try may help (RFC 5321, 4.2.1)', async (...row) => {
  const [behaviour, words, isForGood] = row;
  const { sink, mailer } = await sinkAnd();
  sink.next(behaviour);
  const fault = await mailer.send(mailTo('ana@example.com')).catch((error: unknown) => error);
  expect(fault).toMatchObject({ message: words });
  expect(fault instanceof UnrecoverableJob).toBe(isForGood);
});

test('keeps an e-mail for another try where the site cannot log in to the server', async () => {
  const sink = await startSmtpSink({ onAuth: (_auth, _session, answer) => answer(new Error('ana, no')) });
  const mailer = createSmtpMailer({
    url: sink.url.replace('//', '//ana:wrong@'),
    from: 'noreply@example.com',
    production: false,
  });
  closing.push(sink.close, mailer.close);
  const fault = await mailer.send(mailTo('ana@example.com')).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(MailServerFault);
  expect(fault).toMatchObject({
    message: expect.stringMatching(/^the mail server answered AUTH [A-Z]+ with 535$/),
  });
});

test('gives up on a server that does not answer', async () => {
  const { sink, mailer } = await sinkAnd({ timeouts: { idleMs: 100 } });
  sink.next('hang');
  await refuses(mailer, mailTo('ana@example.com')).toThrow();
});

test('gives up when it is told to', async () => {
  const { sink, mailer } = await sinkAnd();
  sink.next('hang');
  const stop = new AbortController();
  const sent = mailer.send(mailTo('ana@example.com'), stop.signal);
  await vi.waitFor(() => expect(sink.tries).toBe(1));
  stop.abort(new Error('time is up'));
  await expect(sent).rejects.toThrow();
  expect(sink.mails).toEqual([]);
});

test('rejects when no server listens', async () => {
  const { sink, mailer } = await sinkAnd();
  await sink.close();
  await refuses(mailer, mailTo('ana@example.com')).toThrow();
});

// 0.0.0.0 leads to this machine, but is none of the names that are trusted to.
const elsewhere = (sink: SmtpSink, credentials = '') => `smtp://${credentials}0.0.0.0:${sink.port}`;

test('says nothing in the clear to another machine in production, and no password ever', async () => {
  const { sink } = await sinkAnd();
  const from = 'noreply@example.com';
  const inProduction = createSmtpMailer({ url: elsewhere(sink), from, production: true });
  const withPassword = createSmtpMailer({ url: elsewhere(sink, 'u:p@'), from, production: false });
  const inDevelopment = createSmtpMailer({ url: elsewhere(sink), from, production: false });
  closing.push(inProduction.close, withPassword.close, inDevelopment.close);
  await refuses(inProduction, mailTo('ana@example.com')).toThrow(/STARTTLS/);
  await refuses(withPassword, mailTo('ana@example.com')).toThrow(/STARTTLS/);
  expect(sink.tries).toBe(0);
  await inDevelopment.send(mailTo('ana@example.com'));
  expect(sink.mails).toHaveLength(1);
});

const certificate = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../support/certificates', name), 'utf8');

async function overTls(server: string, authority?: string): Promise<Mailer> {
  const sink = await startSmtpSink({ cert: certificate(`${server}.pem`), key: certificate(`${server}.key`) });
  const mailer = createSmtpMailer({
    url: elsewhere(sink),
    from: 'noreply@example.com',
    production: true,
    ...(authority ? { certificateAuthorities: certificate(`${authority}.pem`) } : {}),
  });
  closing.push(sink.close, mailer.close);
  return mailer;
}

test('sends over TLS to a server whose certificate the configured authority signed', async () => {
  const mailer = await overTls('good', 'authority');
  await mailer.send(mailTo('ana@example.com'));
});

test.each([
  ['of an authority that nobody named', 'good', undefined],
  ['of another authority', 'good', 'stranger'],
  ['for another host', 'other-host', 'authority'],
  ['that has expired', 'expired', 'authority'],
])('refuses a certificate %s', async (_, server, authority) => {
  const mailer = await overTls(server, authority);
  await refuses(mailer, mailTo('ana@example.com')).toThrow(/certificate|altnames/i);
});
