import type { AuditDetail } from '../core/audit/audit-event.ts';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { checkRecord } from '../core/kernel/record-shape.ts';
import type { Visitor } from '../core/kernel/visitor.ts';
import type { SiteText, Words } from '../texts/translator.ts';
import type { FeatureTexts } from './define-texts.ts';
import { fullName, shortOwnName } from './full-name.ts';
import { wordedProblems, wordsUnder } from './worded.ts';

/** A kind of event that a feature leaves in the audit log. */
export interface AuditEventKind {
  /** Within the feature: the row says `guestbook.line-remove`. */
  readonly name: string;
  /** What people read beside the moment and the device, out of the feature's texts. */
  describedAs(words: SiteText): DescribedAuditEvent;
}

export interface DescribedAuditEvent {
  readonly name: string;
  readonly words: SiteText;
}

/** What there is to say of one event. */
export interface AuditedFact {
  /** Whose account it is about, who finds it among their own events; null for nobody's. */
  readonly userId: number | null;
  /** Who did it: `exchange.visitor`. Left out for what happens by itself. */
  readonly visitor?: Visitor;
  /** Left out for what went well. */
  readonly success?: boolean;
  /** Small facts, and no secret: an id, a count. */
  readonly detail?: AuditDetail;
}

/** Writes an event of the feature's own. The row is sealed, listed and kept with ours, and never changed. */
export type Audit = (event: AuditEventKind, fact: AuditedFact) => Promise<void>;

const NAME = shortOwnName('line-remove');

/** The width of the column that holds the name with the feature's before it. */
const LONGEST = 50;

/**
 * Names a kind of audit event. The record of the feature lists it with the words that people read of it.
 *
 * @throws RecordProblem
 * @example
 * export const lineRemoval = defineAuditEvent('line-remove');
 * defineFeature({ …, auditEvents: [lineRemoval.saidAs(guestBookTexts.keys.lineRemoval)] });
 */
export function defineAuditEvent(name: string): AuditEventKind {
  checkRecord('An audit event', { name }, { name: NAME });
  return { name, describedAs: (words) => ({ name, words }) };
}

interface Audited {
  readonly name: string;
  readonly texts?: FeatureTexts;
  readonly auditEvents?: readonly DescribedAuditEvent[];
}

/** What is wrong with the audit events that a feature declares, in halves of sentences. */
export function auditEventProblems({ name: feature, texts, auditEvents = [] }: Audited): string[] {
  return wordedProblems({ texts }, auditEvents, {
    field: 'auditEvents',
    kind: 'audit event',
    mustBe: 'an event of defineAuditEvent, with its words',
    isMade: ({ name }) => NAME.problems(name, '').length === 0,
    furtherProblems({ name }) {
      const action = fullName(feature, name);
      return action.length <= LONGEST ? [] : [`${action} is longer than ${LONGEST}`];
    },
  });
}

/** The actions of features as their rows say them. */
export function auditActionsOf(features: readonly Audited[]): readonly string[] {
  return features.flatMap(({ name, auditEvents = [] }) =>
    auditEvents.map((event) => fullName(name, event.name)),
  );
}

/** The words of these events under the keys that ours have: `event.` and the action. */
export function auditWordsOf(features: readonly Audited[], language: LanguageTag): Words {
  return wordsUnder('event', features, { language, listOf: ({ auditEvents = [] }) => auditEvents });
}
