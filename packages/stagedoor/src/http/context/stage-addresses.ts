import { PlainError } from '../../core/kernel/plain-error.ts';
import type { PendingStage, StageRecord } from '../../core/kernel/stage.ts';

/** Where people and programs are sent with a stage to pass. */
export interface StageAddresses {
  /** The stages of the site, in order. */
  readonly stages: readonly Pick<StageRecord, 'name' | 'before'>[];
  /** Where each is passed, as routes are prepared: the first that serves it, by pages and by JSON. */
  readonly pages: Map<PendingStage, string>;
  readonly routes: Map<PendingStage, string>;
}

export function createStageAddresses(stages: StageAddresses['stages']): StageAddresses {
  return { stages, pages: new Map(), routes: new Map() };
}

/** The page where a stage is passed. @throws PlainError where the site has none */
export function stagePageOf({ pages }: StageAddresses, stage: PendingStage): string {
  const path = pages.get(stage);
  if (path === undefined) throw new PlainError(`No page serves the stage ${stage}.`);
  return path;
}

/** Whether a page is there for a log-in on its way alone: whoever comes to it later has no business there. */
export function servesEntry({ stages, pages }: StageAddresses, path: string): boolean {
  return stages.some(({ name, before }) => before === 'entry' && pages.get(name) === path);
}
