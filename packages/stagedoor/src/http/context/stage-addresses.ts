import { PlainError } from '../../core/kernel/plain-error.ts';
import type { PendingStage, StageRecord } from '../../core/kernel/stage.ts';

/** A route at which a stage is passed, as far as that is asked whether it can be. */
export interface ServingRoute {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** Who may come, and what it hands out, as routes say it. */
  readonly access: string;
  readonly issues: string;
  readonly stage: PendingStage;
  readonly by: 'page' | 'route';
}

/** Where people and programs are sent with a stage to pass. */
export interface StageAddresses {
  /** The stages of the site, in order. */
  readonly stages: readonly Pick<StageRecord, 'name' | 'before'>[];
  /** Where each is passed, as routes are prepared: the first that serves it, by pages and by JSON. */
  readonly pages: Map<PendingStage, string>;
  readonly routes: Map<PendingStage, string>;
  /** All of them, as they are prepared. */
  readonly serving: ServingRoute[];
}

export function createStageAddresses(stages: StageAddresses['stages']): StageAddresses {
  return { stages, pages: new Map(), routes: new Map(), serving: [] };
}

/** Notes where a stage is passed: people and programs are sent to the first that is noted. */
export function noteServing(addresses: StageAddresses, route: ServingRoute): void {
  addresses.serving.push(route);
  const { stage, by, path } = route;
  const first = by === 'page' ? addresses.pages : addresses.routes;
  if (!first.has(stage)) first.set(stage, path);
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
