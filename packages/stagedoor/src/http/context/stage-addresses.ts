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
  /** Where each is passed, noted as routes are prepared. */
  readonly serving: ServingRoute[];
}

/** Where people (`page`) or programs (`route`) are sent for a stage: the first that serves it. */
export function addressOf(
  { serving }: StageAddresses,
  stage: PendingStage,
  by: ServingRoute['by'],
): string | undefined {
  return serving.find((route) => route.stage === stage && route.by === by)?.path;
}

/** The page where a stage is passed. @throws PlainError where the site has none */
export function stagePageOf(addresses: StageAddresses, stage: PendingStage): string {
  const path = addressOf(addresses, stage, 'page');
  if (path === undefined) throw new PlainError(`No page serves the stage ${stage}.`);
  return path;
}

/** Whether a page is there for a log-in on its way alone: whoever comes to it later has no business there. */
export function servesEntry(addresses: StageAddresses, path: string): boolean {
  return addresses.stages.some(
    ({ name, before }) => before === 'entry' && addressOf(addresses, name, 'page') === path,
  );
}
