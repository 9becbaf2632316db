import type { Read } from '../../core/kernel/read-value.ts';
import type { Field, Fields } from '../field.ts';
import { readField } from '../read/read-field.ts';
import { type AnyCompared, askedIn, isOtherField, mappedRule, type Rule } from './rule.ts';

const key: Field = { type: 'integer' };

/** A value that a rule compares with, as its column keeps it; a moment as text. */
export function readCompared(fields: Fields, name: string, raw: unknown): Read {
  const read = readField(withoutBounds(fields[name] ?? key), raw);
  return 'value' in read && read.value instanceof Date ? { value: read.value.toISOString() } : read;
}

/** Bounds are for what is stored, not for what it is compared with. */
function withoutBounds(field: Field): Field {
  if (field.type !== 'integer' && field.type !== 'decimal') return field;
  const { min: _min, max: _max, ...unbound } = field;
  return unbound;
}

/** A rule whose values are as columns keep them: what means the same is the same, and no step is written for it. */
export function plainRule(fields: Fields, rule: Rule): Rule {
  return mappedRule(rule, (leaf) => {
    const [word, value] = askedIn(leaf);
    if (value === null || isOtherField(value)) return leaf;
    const plain = (one: unknown) => {
      const read = readCompared(fields, leaf.field, one);
      return 'value' in read ? read.value : one;
    };
    const compared = Array.isArray(value) ? value.map(plain) : plain(value);
    return { field: leaf.field, [word]: compared } as unknown as AnyCompared;
  });
}
