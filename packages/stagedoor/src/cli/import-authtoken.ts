import { Command } from 'commander';
import type { Adoption } from '../core/token/api-token/adopt-api-token.ts';
import type { CommandContext } from './command-context.ts';

const USUAL_TABLE = 'old_authtoken_token';

/** `import_authtoken`: makes the tokens of a REST framework site good here; says how many, and why others were left. */
export function importAuthtokenCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('import_authtoken')
    .description(t('cli.about.import_authtoken'))
    .argument('[table]', t('cli.about.import_authtoken.table'), USUAL_TABLE)
    .action(async (table: string) => {
      const counts = await context.withAccounts((stagedoor) => adoptAll(stagedoor, table));
      terminal.print(t('cli.tokens_imported', { count: counts.get('adopted') ?? 0 }));
      for (const [adoption, count] of counts) {
        if (adoption !== 'adopted') terminal.print(t(`cli.tokens_left.${adoption}`, { count }));
      }
    });
}

async function adoptAll(
  stagedoor: Parameters<Parameters<CommandContext['withAccounts']>[0]>[0],
  table: string,
): Promise<ReadonlyMap<Adoption, number>> {
  const counts = new Map<Adoption, number>();
  for (const token of await stagedoor.readAuthtoken(table)) {
    const adoption = await stagedoor.useCases.apiToken.adopt(token);
    counts.set(adoption, (counts.get(adoption) ?? 0) + 1);
  }
  return counts;
}
