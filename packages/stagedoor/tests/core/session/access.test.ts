import { describe, expect, test } from 'vitest';
import { PermissionSet } from '../../../src/core/permission/permission-set.ts';
import { Access } from '../../../src/core/session/access.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';

const held = new PermissionSet(['blog.publish_post', 'blog.add_post']);
const active = { isActive: true, isSuperuser: false };
const scope: TokenScope = { permissions: ['publish_post', 'delete_post'], methods: 'write' };

describe('what somebody may', () => {
  test.each([
    ['an active user', active, null, [true, true, false]],
    ['an active superuser', { ...active, isSuperuser: true }, null, [true, true, true]],
    ['an inactive user', { ...active, isActive: false }, null, [false, false, false]],
    ['an inactive superuser', { isActive: false, isSuperuser: true }, null, [false, false, false]],
    ['a user’s token with a scope', active, scope, [true, false, false]],
    ['a superuser’s token with a scope', { ...active, isSuperuser: true }, scope, [true, false, true]],
    ['a token whose scope is empty', active, { ...scope, permissions: [] }, [false, false, false]],
  ])('is, of %s, what they hold within their rank and scope', (_who, user, within, expected) => {
    const access = new Access({ user, held, scope: within });
    for (const prefix of ['', 'blog.'])
      expect(['publish_post', 'add_post', 'delete_post'].map((name) => access.has(prefix + name))).toEqual(
        expected,
      );
  });

  test.each([
    ['a user', active],
    ['a superuser', { ...active, isSuperuser: true }],
  ])('is, by a token of %s, what its scope names of that app, whoever else calls theirs so', (_, user) => {
    const both = new PermissionSet(['blog.delete_entry', 'guestbook.delete_entry']);
    const ofBlog = { permissions: ['blog.delete_entry'], methods: 'write' } as const;
    const access = new Access({ user, held: both, scope: ofBlog });
    expect(access.has('guestbook.delete_entry')).toBe(false);
    expect([access.has('blog.delete_entry'), access.has('delete_entry')]).toEqual([true, true]);
    expect(access.names).toEqual(['blog.delete_entry']);
  });

  test('is nothing that is asked by the label of another app', () => {
    expect(new Access({ user: active, held, scope: null }).has('shop.publish_post')).toBe(false);
    expect(new Access({ user: active, held, scope }).has('shop.publish_post')).toBe(false);
  });
});
