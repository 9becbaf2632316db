import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { hash, verify } from '@node-rs/argon2';
import { password } from './answer.ts';

const derive = promisify(scrypt) as (
  secret: string,
  salt: string,
  length: number,
  options: object,
) => Promise<Buffer>;
const stored = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

const loops: Record<string, () => Promise<unknown>> = {
  argon2id: () => verify(stored, password),
  scrypt: () => derive(password, 'salt', 64, { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 }),
};

/** CPU milliseconds of one bare verification, without a server around it. */
async function measure(once: () => Promise<unknown>, count: number): Promise<number> {
  const before = process.cpuUsage();
  const lane = async () => {
    for (let done = 0; done < count / 2; done += 1) await once();
  };
  await Promise.all([lane(), lane()]);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1_000 / count;
}

const name = process.argv[2] ?? 'argon2id';
const once = loops[name];
if (!once) throw new Error(`There is no loop called ${name}`);
await measure(once, 6);
process.stdout.write(`${await measure(once, Number(process.argv[3] ?? 60))}\n`);
