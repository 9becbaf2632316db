import { describe, expect, it } from 'vitest';
import { AccountsError } from '../../../src/core/kernel/errors.ts';
import { createHashQueue } from '../../../src/infrastructure/password/hash-queue.ts';

/** Work that ends when told, and notes its start. */
function createJobs() {
  const started: number[] = [];
  const ends = new Map<number, { resolve: (value: number) => void; reject: (error: Error) => void }>();
  const job = (name: number) => () => {
    started.push(name);
    return new Promise<number>((resolve, reject) => ends.set(name, { resolve, reject }));
  };
  return { started, ends, job };
}

const refusalOf = (error: unknown) => (error instanceof AccountsError ? error.refusal : error);
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the line for hashing', () => {
  it('runs as many at once as it may, and the others in the order they came', async () => {
    const { started, ends, job } = createJobs();
    const queue = createHashQueue({ running: 2, waiting: 3 });
    const all = [1, 2, 3, 4, 5].map((name) => queue.run(job(name)));
    expect(started).toEqual([1, 2]);
    ends.get(2)?.resolve(20);
    await settled();
    expect(started).toEqual([1, 2, 3]);
    ends.get(1)?.resolve(10);
    ends.get(3)?.resolve(30);
    await settled();
    expect(started).toEqual([1, 2, 3, 4, 5]);
    ends.get(4)?.resolve(40);
    ends.get(5)?.resolve(50);
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
  });

  it('turns away the first one that does not fit, at once, and takes the next when there is room again', async () => {
    const { started, ends, job } = createJobs();
    const queue = createHashQueue({ running: 1, waiting: 1 });
    expect(queue.load()).toEqual({ running: 0, waiting: 0, refused: 0 });
    const [first, second] = [queue.run(job(1)), queue.run(job(2))];
    const refused = await queue.run(job(3)).catch(refusalOf);
    expect(refused).toEqual({ code: 'busy', retryAfterSeconds: 1 });
    expect(started).toEqual([1]);
    expect(queue.load()).toEqual({ running: 1, waiting: 1, refused: 1 });
    await queue.withPlace(async () => {}).catch(refusalOf);
    expect(queue.load().refused).toBe(2);
    ends.get(1)?.resolve(1);
    await first;
    await settled();
    const fourth = queue.run(job(4));
    ends.get(2)?.resolve(2);
    await second;
    await settled();
    ends.get(4)?.resolve(4);
    expect(await fourth).toBe(4);
    expect(started).toEqual([1, 2, 4]);
  });

  it('goes on after work that fails, and gives the failure to whom it belongs', async () => {
    const { ends, job } = createJobs();
    const queue = createHashQueue({ running: 1, waiting: 2 });
    const [first, second] = [queue.run(job(1)), queue.run(job(2))];
    ends.get(1)?.reject(new Error('out of memory'));
    await expect(first).rejects.toThrow('out of memory');
    await settled();
    ends.get(2)?.resolve(2);
    expect(await second).toBe(2);
  });

  it('keeps a place for what is being prepared, and prepares nothing that has none', async () => {
    const { started, ends, job } = createJobs();
    const queue = createHashQueue({ running: 1, waiting: 1 });
    const first = queue.run(job(1));
    const { promise: isPrepared, resolve: prepared } = Promise.withResolvers<void>();
    const second = queue.withPlace(() => isPrepared).then(() => queue.run(job(2)));
    let wasPrepared = false;
    const prepare = async () => {
      wasPrepared = true;
    };
    expect(await queue.withPlace(prepare).catch(refusalOf)).toEqual({ code: 'busy', retryAfterSeconds: 1 });
    expect(wasPrepared).toBe(false);
    prepared();
    await settled();
    expect(await queue.withPlace(prepare).catch(refusalOf)).toMatchObject({ code: 'busy' });
    ends.get(1)?.resolve(1);
    await first;
    await settled();
    expect(started).toEqual([1, 2]);
    await queue.withPlace(prepare);
    expect(wasPrepared).toBe(true);
    ends.get(2)?.resolve(2);
    expect(await second).toBe(2);
  });

  it('gives the place of a preparation that fails to the next', async () => {
    const queue = createHashQueue({ running: 1, waiting: 0 });
    const failing = () => queue.withPlace(() => Promise.reject(new Error('throttled')));
    await expect(failing()).rejects.toThrow('throttled');
    await expect(failing()).rejects.toThrow('throttled');
    expect(await queue.withPlace(async () => 1)).toBe(1);
  });
});
