/**
 * Writes `packages/stagedoor/src/infrastructure/password/common-passwords.txt`, the passwords that nobody may choose:
 * lower-case, one a line, in the order of their UTF-16 units.
 *
 *   node scripts/build-common-passwords.ts PASSWORDS_JSON TOP_MILLION_TXT
 *
 * PASSWORDS_JSON is `src/passwords.json` of the npm package @zxcvbn-ts/language-common 4.1.3 (MIT); TOP_MILLION_TXT is
 * `10-million-password-list-top-1000000.txt` of SecLists (MIT; collected by Mark Burnett). Both list the commonest
 * first. Few common passwords are long, so the long end is filled by what people make of the short ones when a longer
 * one is asked for: repeated, joined, followed by digits, walked on along the keyboard.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const TARGET = new URL(
  '../packages/stagedoor/src/infrastructure/password/common-passwords.txt',
  import.meta.url,
);
const SHORTEST = 8;
const LONGEST = 28;
/** Minimum lengths that sites choose: each has its own commonest passwords (ASVS V6.2.4 asks for 3000). */
const LENGTH_RULES = [9, 10, 11, 12, 13, 14, 15];

const [passwordsJson, topMillion] = process.argv.slice(2);
if (!passwordsJson || !topMillion) throw new Error('Give PASSWORDS_JSON and TOP_MILLION_TXT.');

const judged = (JSON.parse(readFileSync(passwordsJson, 'utf8')) as string[]).map(normal);
const leaked = readFileSync(topMillion, 'utf8').split('\n').map(normal);
const ranked = [...new Set([...judged.slice(0, 10_000), ...leaked.slice(0, 20_000)])];

const entries = new Set(
  [
    ...judged,
    ...atLeast(SHORTEST, leaked).slice(0, 20_000),
    ...LENGTH_RULES.flatMap((length) => atLeast(length, leaked).slice(0, 3_500)),
    ...atLeast(12, leaked).slice(0, 12_000),
    ...repeated(ranked.filter((word) => word.length >= 3).slice(0, 3_000)),
    ...joined(ranked.filter((word) => /^[a-z]{4,}$/.test(word)).slice(0, 60)),
    ...followed(ranked.filter((word) => /^[a-z]{4,}$/.test(word)).slice(0, 400)),
    ...walked(),
  ].filter(isFit),
);

writeFileSync(TARGET, `${[...entries].sort().join('\n')}\n`);
console.log(`${entries.size} entries, of which`);
for (const length of [8, 9, 10, 12, 15])
  console.log(`${atLeast(length, [...entries]).length} with ${length}+`);

function normal(password: string): string {
  return password.trim().toLowerCase();
}

function atLeast(length: number, passwords: readonly string[]): string[] {
  return passwords.filter((password) => password.length >= length);
}

/** Keeps what a person may type as a password: no addresses, no sentences from a leaked forum, nothing to escape. */
function isFit(password: string): boolean {
  const isPlain =
    /^[\x20-\x7e]+$/.test(password) &&
    !/[\\`<>]|\$\{|@.*[a-z]{3}|@.*\.|\.com|\.net|www\.|http| .* /.test(password);
  return isPlain && password.length >= SHORTEST && password.length <= LONGEST;
}

/** passwordpassword, abcabcabcabc, aaaaaaaaaaaa: each word two to four times, single characters up to 20 times. */
function repeated(words: readonly string[]): string[] {
  const several = words.flatMap((word) => [2, 3, 4].map((times) => word.repeat(times)));
  const characters = [...'abcdefghijklmnopqrstuvwxyz0123456789*.-!'];
  return [
    ...several,
    ...characters.flatMap((one) => range(SHORTEST, 20).map((times) => one.repeat(times))),
  ].filter((password) => password.length <= 24);
}

/** dragonmaster, iloveyouforever: every pair of the commonest words that fills twelve characters. */
function joined(words: readonly string[]): string[] {
  return words.flatMap((first) => words.map((second) => first + second)).filter((both) => both.length >= 12);
}

/** password1234, monkey123456, football2024!: a common word and the digits that it is usually given. */
function followed(words: readonly string[]): string[] {
  const counts = [
    '1',
    '12',
    '123',
    '1234',
    '12345',
    '123456',
    '1234567',
    '12345678',
    '123456789',
    '1234567890',
  ];
  const digits = [...counts, ...range(2018, 2027).map(String), '0000', '1111'];
  const endings = [...digits, ...digits.map((some) => `${some}!`)];
  return words.flatMap((word) => endings.map((ending) => word + ending)).filter((all) => all.length >= 12);
}

/** qwertyuiopas, 1qaz2wsx3edc, 123456789012: walks over keyboards, the alphabet and the digits, both ways. */
function walked(): string[] {
  const ways = [
    'qwertyuiopasdfghjklzxcvbnm',
    'asdfghjklzxcvbnmqwertyuiop',
    'qwertzuiopasdfghjklyxcvbnm',
    'azertyuiopqsdfghjklmwxcvbn',
    '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
    'qazwsxedcrfvtgbyhnujmikolp',
    '1q2w3e4r5t6y7u8i9o0p',
    'q1w2e3r4t5y6u7i8o9p0',
    'a1b2c3d4e5f6g7h8i9j0',
    'abcdefghijklmnopqrstuvwxyz',
    'abcd1234efgh5678',
    'abc123def456ghi789',
    '1234567890qwertyuiop',
    '12345678901234567890',
    '01234567890123456789',
    '112233445566778899',
    '102030405060708090',
  ];
  const both = ways.flatMap((way) => [way, [...way].reverse().join('')]);
  return both.flatMap((way) => range(SHORTEST, way.length).map((length) => way.slice(0, length)));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
