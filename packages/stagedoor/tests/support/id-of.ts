import type { UseCases } from '../../src/core/use-cases.ts';

/** The id of the one user whom a word names, as the command line finds it before it acts. */
export async function idOf(
  { useCases }: { readonly useCases: Pick<UseCases, 'user'> },
  word = 'ana',
): Promise<number> {
  const [user, ...others] = await useCases.user.findNamed({ word });
  if (user === undefined || others.length > 0) throw new Error(`${word} names nobody, or several`);
  return user.id;
}
