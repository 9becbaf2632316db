import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { AuditAction } from '../../src/core/audit/audit-event.ts';
import type { RefusalCode } from '../../src/core/kernel/errors.ts';
import { problemText } from '../../src/texts/problem-text.ts';
import { isTextKey, type TextKey, translatorFor } from '../../src/texts/translator.ts';

// These do not compile when a code or an action has no words.
type Wordless = Exclude<RefusalCode | `event.${AuditAction}`, TextKey>;
const nothing: Wordless[] = [];

const core = fileURLToPath(new URL('../../src/core/', import.meta.url));

function problemCodesInCore(): string[] {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const codes = files.flatMap((name) => {
    const source = readFileSync(core + name, 'utf8');
    const written = [
      ...source.matchAll(/\bcode: '([a-z_-]+)'/g),
      ...source.matchAll(/fieldRefusal\(\s*[^,]+,\s*'([a-z_]+)'/g),
    ];
    return written.map((match) => match[1] ?? '');
  });
  return [...new Set(codes)];
}

describe('problemText', () => {
  it('has words for every refusal and every audit action', () => {
    expect(nothing).toEqual([]);
  });

  it('has words for every code that the core refuses a field with', () => {
    const codes = problemCodesInCore();
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !isTextKey(code))).toEqual([]);
  });

  it('translates the name of the field that a password resembles', () => {
    const problem = { code: 'password_too_similar', params: { verbose_name: 'email address' } };
    expect(problemText(translatorFor('en'), problem)).toBe(
      'The password is too similar to the email address.',
    );
    expect(problemText(translatorFor('es'), problem)).not.toContain('email address');
  });

  it('shows the code of a site’s own validator as it is', () => {
    expect(problemText(translatorFor('en'), { code: 'Choose another one.' })).toBe('Choose another one.');
  });
});
