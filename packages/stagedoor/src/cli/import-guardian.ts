import { Command } from 'commander';
import type { GrantAdoption } from '../core/object-permission/adopt-grants.ts';
import type { CommandContext } from './command-context.ts';

/** What guardian calls it where a site says nothing of ANONYMOUS_USER_NAME. */
const ANONYMOUS_USER = 'AnonymousUser';

/** `import_guardian`: makes permissions on single objects of a site with guardian good here; says how many, and why others were left. */
export function importGuardianCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  const command = new Command('import_guardian').description(t('cli.about.import_guardian'));
  command.option('--anonymous <username>', t('cli.about.import_guardian.anonymous'), ANONYMOUS_USER);
  return command.action(async ({ anonymous }: { readonly anonymous: string }) => {
    const counts = new Map<GrantAdoption, number>();
    await context.withAccounts(async (stagedoor) => {
      for await (const grants of stagedoor.readGuardian(anonymous === '' ? null : anonymous)) {
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
