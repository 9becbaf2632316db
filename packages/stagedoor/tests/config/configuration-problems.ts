import { ConfigurationError } from '../../src/config.ts';

/** What a configuration is refused for; nothing where it is taken. */
export function configurationProblems(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}
