import { describe, expect, test } from 'vitest';
import { PermissionSet } from '../../../src/core/permission/permission-set.ts';

describe('a set of permissions', () => {
  test('knows each by its whole name, and by its codename whatever the app', () => {
    const held = new PermissionSet(['blog.publish_post', 'shop.add_order']);
    expect(['blog.publish_post', 'publish_post', 'add_order'].every((name) => held.has(name))).toBe(true);
    expect(['shop.publish_post', 'blog', 'blog.', '.publish_post', ''].some((name) => held.has(name))).toBe(
      false,
    );
    expect([...held.names]).toEqual(['blog.publish_post', 'shop.add_order']);
  });

  test('never takes a codename with a dot of its own for the permission of another app', () => {
    const held = new PermissionSet(['notes.shop.delete_order']);
    expect(held.has('shop.delete_order')).toBe(false);
    expect(held.has('delete_order')).toBe(false);
    expect(held.has('notes.shop.delete_order')).toBe(true);
  });

  test('may be empty', () => {
    expect(PermissionSet.none.has('publish_post')).toBe(false);
  });
});
