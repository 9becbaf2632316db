import { defaultOf, type Field } from '../resource/field.ts';
import { compareDecimals } from '../resource/read/read-decimal.ts';
import { readField } from '../resource/read/read-field.ts';

/** What of a field, of which each word alone is sound, goes with no other, in halves of sentences: the first of it. */
export function fieldContradictions(within: string, field: Field): readonly string[] {
  const fallback = defaultOf(field);
  if (fallback !== undefined && 'problem' in readField(field, fallback))
    return [`${within}.default must be a value of the field`];
  const bounds = boundProblems(within, field);
  if (bounds.length > 0) return bounds;
  if (field.readOnly && fallback === undefined && !('set' in field && field.set !== undefined))
    return [`${within} is read only, and must have a default or be nullable: nobody could say what it holds`];
  if (field.type === 'decimal' && field.places > field.digits)
    return [`${within}.places must be no more than its digits`];
  if (field.type === 'json' && (field.unique || field.index))
    return [`${within} is JSON, which no index holds: it must be neither unique nor index`];
  if (field.writeOnly && field.unique)
    return [`${within} is never shown, and must not be unique: a refusal would tell that somebody has it`];
  if (field.type !== 'reference') return [];
  if (field.onDelete === 'set null' && !field.nullable)
    return [`${within} must be nullable, for it is set null when what it refers to is deleted`];
  return field.set === 'caller' && field.to !== 'user'
    ? [`${within} must refer to user, for whoever is logged in is written there`]
    : [];
}

/** Bounds between which there is no value, and bounds and choices that are none. */
function boundProblems(within: string, field: Field): readonly string[] {
  if (field.type === 'choice')
    return Object.keys(field.of).length === 0
      ? [`${within}.of must name a choice: no value is one of it`]
      : [];
  if (field.type !== 'text' && field.type !== 'integer' && field.type !== 'decimal') return [];
  if (field.type === 'decimal') {
    const { min: _, max: __, ...bare } = field;
    const wrong = (['min', 'max'] as const).filter((bound) => {
      const said = field[bound];
      return said !== undefined && 'problem' in readField(bare, said);
    });
    if (wrong.length > 0) return wrong.map((bound) => `${within}.${bound} must be a value of the field`);
  }
  const { min, max } = field;
  return min !== undefined && max !== undefined && isBeyond(min, max)
    ? [`${within}.min must be no more than its max: no value is between them`]
    : [];
}

/** Of decimals as they are written, which a number would round. */
function isBeyond(min: number | string, max: number | string): boolean {
  return typeof min === 'string' || typeof max === 'string'
    ? compareDecimals(String(min), String(max)) > 0
    : min > max;
}
