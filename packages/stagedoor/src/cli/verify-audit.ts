import { Command } from 'commander';
import type { AuditProblem, AuditReport } from '../core/audit/verify-audit.ts';
import type { TextKey, Translator } from '../texts/translator.ts';
import type { CommandContext } from './command-context.ts';
import { CommandProblem } from './command-problem.ts';
import { listAuditCommand } from './list-audit.ts';

/** `audit verify`: recomputes the chain of the audit log and compares its end with the signed head (ASVS V16.4.2). */
export function auditCommand(context: CommandContext): Command {
  const { t, terminal } = context;
  const verify = new Command('verify').description(t('cli.about.audit_verify')).action(() =>
    context.withAccounts(async ({ useCases }) => {
      const report = await useCases.audit.verify();
      terminal.print(...summary(t, report));
      if (report.isSound) return;
      terminal.printError(...report.problems.map((problem) => describeAuditProblem(t, problem)));
      throw new CommandProblem(t(report.isChanged ? 'cli.audit_broken' : 'cli.audit_unproved'));
    }),
  );
  return new Command('audit')
    .description(t('cli.about.audit'))
    .addCommand(listAuditCommand(context))
    .addCommand(verify);
}

function summary(t: Translator, { isSound, cutSequence, sealed, begins, unsealed }: AuditReport): string[] {
  const lines = [t('cli.audit_sealed', { count: sealed })];
  if (begins !== null) {
    const { eventId: event, occurredAt } = begins;
    lines.push(t('cli.audit_begins', { event, moment: occurredAt.toISOString() }));
  }
  if (cutSequence !== null) lines.push(t('cli.audit_cut', { sequence: cutSequence }));
  if (unsealed.count > 0) {
    const ids = unsealed.ids.join(', ') + (unsealed.count > unsealed.ids.length ? ', …' : '');
    lines.push(t('cli.audit_unsealed', { count: unsealed.count, ids }));
  }
  if (isSound) lines.push(t('cli.audit_sound'));
  return lines;
}

// A record, so that a problem without words does not compile.
const words: Readonly<Record<AuditProblem['problem'], TextKey>> = {
  'seal-missing': 'cli.audit.seal_missing',
  'event-missing': 'cli.audit.event_missing',
  'event-changed': 'cli.audit.event_changed',
  'cut-off': 'cli.audit.cut_off',
  rewritten: 'cli.audit.rewritten',
  'cut-unsigned': 'cli.audit.cut_unsigned',
  emptied: 'cli.audit.emptied',
  'head-missing': 'cli.audit.head_missing',
  'head-other-key': 'cli.audit.head_other_key',
  'head-changed': 'cli.audit.head_changed',
  'head-unproved': 'cli.audit.head_unproved',
  'head-garbled': 'cli.audit.head_garbled',
  'head-unreadable': 'cli.audit.head_unreadable',
};

/** One sentence for a person. */
export function describeAuditProblem(t: Translator, problem: AuditProblem): string {
  return t(words[problem.problem], {
    sequence: problem.sequence,
    event: 'eventId' in problem ? problem.eventId : '',
    reason: 'reason' in problem ? problem.reason : '',
  });
}
