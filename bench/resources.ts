import { measure, median } from './load.ts';
import type { Subject } from './subject.ts';
import { productWork } from './subjects/products.ts';

/** One kind of work of one subject, over the rounds. */
export interface ResourceCost {
  readonly work: string;
  readonly subject: string;
  readonly cpuMicroseconds: number;
  /** Of the bare server, measured right before. */
  readonly ratios: readonly number[];
}

/** What a list, a row and a new row cost each subject, right after the bare server, round by round. */
export async function measureResources(
  bare: Subject,
  subjects: readonly Subject[],
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<readonly ResourceCost[]> {
  const costs: ResourceCost[] = [];
  for (const work of Object.keys(productWork({}))) {
    const found = new Map(
      subjects.map(({ name }) => [name, { cpu: [] as number[], ratios: [] as number[] }]),
    );
    for (let round = 0; round <= rounds; round += 1) {
      for (const subject of subjects) {
        const limit = await measure(bare, 'read', { connections: 16, seconds: 1 });
        const cost = await measure(subject, work, { connections: 16, seconds });
        // The first round is for the compiler.
        if (round === 0) continue;
        found.get(subject.name)?.cpu.push(cost.cpuMicroseconds);
        found.get(subject.name)?.ratios.push(limit.cpuMicroseconds / cost.cpuMicroseconds);
      }
    }
    for (const [subject, { cpu, ratios }] of found)
      costs.push({ work, subject, cpuMicroseconds: median(cpu), ratios });
  }
  return costs;
}
