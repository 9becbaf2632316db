import { beforeEach, describe, expect, it } from 'vitest';
import { noticeKey } from '../../../src/core/account/notice/notice-key.ts';
import { noticeOnItsWay } from '../../../src/core/account/notice/notice-on-its-way.ts';
import { createSigner } from '../../../src/core/kernel/signer.ts';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import type { User } from '../../../src/core/user/user.ts';
import { type AccountsForTest, accountsForTest } from '../../support/core.ts';

const extraFields: ExtraFields = { offers: { type: 'boolean', default: true, notices: 'marketing' } };

describe('the key in a notice', () => {
  let accounts: AccountsForTest;
  let ana: User;
  beforeEach(async () => {
    accounts = await accountsForTest({ extraFields });
    ana = await accounts.activated();
  });

  const areStopped = async (key: string) => (await accounts.useCases.notice.find({ key })) !== null;
  const keyFor = (email: string, kind = 'marketing') =>
    noticeKey(accounts.deps.signer, { userId: ana.id, kind }, email);

  it('is good for the mailbox that it went to, however that is written, as long as it is the account’s', async () => {
    expect(await areStopped(keyFor('ana@mail.example'))).toBe(true);
    expect(await areStopped(keyFor('Ana@MAIL.example'))).toBe(true);
    expect(await areStopped(keyFor('old@mail.example'))).toBe(false);
  });

  it('leaves for the mailbox of its reader, and for none that they have left meanwhile', async () => {
    const leaves = async (to: string) => {
      const notice = { userId: ana.id, kind: 'marketing' };
      return (await noticeOnItsWay(accounts.deps, { notice, to })).leaves;
    };
    expect(await leaves('Ana@MAIL.example')).toBe(true);
    expect(await leaves('old@mail.example')).toBe(false);
  });

  it('stops no kind that nobody says anything of, and nothing by another site’s signature', async () => {
    expect(await areStopped(keyFor('ana@mail.example', 'account'))).toBe(false);
    const signer = createSigner(['another']);
    const key = noticeKey(signer, { userId: ana.id, kind: 'marketing' }, 'ana@mail.example');
    expect(await areStopped(key)).toBe(false);
  });
});
