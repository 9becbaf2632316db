import type { Branding, Stagedoor } from 'stagedoor';
import { expectTypeOf, it } from 'vitest';

/** What features of accounts add to each other's types is there for whoever builds on the package. */
it('the published types know the audit actions and the e-mails by name', () => {
  type Rows = Awaited<ReturnType<Stagedoor['useCases']['audit']['list']>>;
  type Action = Rows['rows'][number]['action'];
  expectTypeOf<'log-in'>().toExtend<Action>();
  expectTypeOf<'no-such-action'>().not.toExtend<Action>();
  type Mails = NonNullable<Branding['mails']>;
  type Facts = Parameters<NonNullable<Mails['password-changed']>>[0]['data'];
  expectTypeOf<Facts['how']>().toEqualTypeOf<'change' | 'reset' | 'set' | 'operator'>();
  expectTypeOf<Facts['requestDetails']['ipAddress']>().toEqualTypeOf<string>();
});
