import { type FieldShape, required, textLike } from '../core/kernel/record-shape.ts';

/** What a feature may be called, as its tables and rows carry it. */
export const FEATURE_NAME = /^[a-z][a-z0-9_]{0,30}$/;

/** What a feature may call a job, an e-mail or a channel of its own. */
export function ownName(example: string): FieldShape {
  return required(textLike(`a lower-case word such as ${example}`, /^[a-z][a-z0-9-]{0,60}$/));
}

/** What it may call what the audit log and clients carry beside its own name. */
export function shortOwnName(example: string): FieldShape {
  return required(textLike(`lower-case words such as ${example}`, /^[a-z][a-z0-9-]{0,40}$/));
}

/** What a feature calls its own, as rows and clients read it: `guestbook.thank`. No two features have one name. */
export function fullName(feature: string, own: string): `${string}.${string}` {
  return `${feature}.${own}`;
}
