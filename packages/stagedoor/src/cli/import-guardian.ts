import { Command } from 'commander';
import type { GrantAdoption } from '../core/object-permission/adopt-grants.ts';
import type { CommandContext } from './command-context.ts';

/** `import_guardian`: makes permissions on single objects of a site with guardian good here; says how many, and why others were left. */
export function importGuardianCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  return new Command('import_guardian').description(t('cli.about.import_guardian')).action(async () => {
    const counts = new Map<GrantAdoption, number>();
    await context.withAccounts(async (stagedoor) => {
      for await (const grants of stagedoor.readGuardian()) {
        const outcome = await stagedoor.useCases.objectPermission.adopt({ grants });
        for (const adoption of adoptions)
          counts.set(adoption, (counts.get(adoption) ?? 0) + outcome[adoption]);
      }
    });
    for (const adoption of adoptions) {
      const count = counts.get(adoption) ?? 0;
      if (count > 0 || adoption === 'adopted') terminal.print(t(`cli.guardian.${adoption}`, { count }));
    }
  });
}

const adoptions = [
  'adopted',
  'known',
  'no-type',
  'no-object',
  'nobody',
] as const satisfies readonly GrantAdoption[];
