import type { Visitor } from '../kernel/visitor.ts';
import type { LetterOccasion } from './letter.ts';

/** When and from where, for a letter. */
export function occasionOf(visitor: Visitor, now: Date): LetterOccasion {
  return { at: now.toISOString(), ipAddress: visitor.ipAddress, userAgent: visitor.userAgent };
}
