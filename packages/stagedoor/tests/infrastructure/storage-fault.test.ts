import { describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../src/core/kernel/storage-unavailable.ts';
import { openRedisCache } from '../../src/infrastructure/cache/redis-cache.ts';
import { asLostConnection, asStorageFault } from '../../src/infrastructure/storage-fault.ts';

const failed = (code: string) => Object.assign(new Error('it failed'), { code });

describe('a failure of what keeps the data', () => {
  it.each([
    ...[
      'SQLITE_FULL',
      'SQLITE_BUSY',
      'SQLITE_BUSY_SNAPSHOT',
      'SQLITE_READONLY_DBMOVED',
      'SQLITE_IOERR_WRITE',
    ],
    ...['08006', '25006', '40P01', '53100', '53300', '55P03', '57014', '57P01', '57P03', '58030'],
    ...['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE'],
  ])('is one of the moment by %s', (code) => {
    const cause = failed(code);
    const fault = asStorageFault(cause);
    expect(fault).toBeInstanceOf(StorageUnavailable);
    expect(fault).toMatchObject({ code, cause });
    expect(asStorageFault(fault)).toBe(fault);
  });

  it.each([
    'SQLITE_CONSTRAINT_UNIQUE',
    'SQLITE_CORRUPT',
    'SQLITE_ERROR',
    '23505',
    '42P01',
    '22001',
    'ENOENT',
  ])('stays what it is by %s', (code) => {
    const cause = failed(code);
    expect(asStorageFault(cause)).toBe(cause);
  });

  it('is a fault of ours where a value cannot be sent', () => {
    const cause = new TypeError('a bug');
    expect(asLostConnection(cause)).toBe(cause);
    expect(asLostConnection(new Error('timeout exceeded when trying to connect'))).toBeInstanceOf(
      StorageUnavailable,
    );
  });

  it('is the same where Redis is away', async () => {
    const cache = await openRedisCache('redis://127.0.0.1:1/0');
    const soon = new Date(Date.now() + 60_000);
    for (const work of [
      () => cache.get('key'),
      () => cache.set('key', 'value', soon),
      () => cache.add('key', 'value', soon),
      () => cache.move('key', 'other'),
      () => cache.remove('key'),
    ]) {
      await expect(work()).rejects.toBeInstanceOf(StorageUnavailable);
    }
    await cache.close();
  });
});
