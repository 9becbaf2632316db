import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { StageAddresses } from '../http/context/stage-addresses.ts';

/** @throws RecordProblem for a stage that nobody could pass: whoever has it before them would never come in */
export function refuseUnserved(
  { stages, routes, pages: pagePaths }: StageAddresses,
  { pages }: { readonly pages: boolean },
): void {
  for (const { name } of stages) {
    const missing = [
      ...(routes.has(name) ? [] : ['no route of the JSON API serves it (servesStage)']),
      ...(!pages || pagePaths.has(name) ? [] : ['no page serves it (servesStage)']),
    ];
    if (missing.length > 0) throw new RecordProblem(`The stage ${name}`, missing);
  }
}
