/** `npm run test:long` asks for the full counts, and `npm test` for a sample of each. */
export const isLong = process.env.TEST_LENGTH === 'long';

/** Every nth case, always the same ones; in a long run all of them. */
export function sampled<Case>(cases: readonly Case[], every: number): readonly Case[] {
  return isLong ? cases : cases.filter((_, index) => index % every === 0);
}

/** In a long run all cases, else those that are named. */
export function lengthened<Case>({ short, long }: { short: readonly Case[]; long: readonly Case[] }) {
  return isLong ? [...short, ...long] : short;
}
