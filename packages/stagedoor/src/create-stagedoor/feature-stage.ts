import type { StageTime } from '../core/kernel/stage.ts';
import type { LogInFlow, StageFacts } from '../core/session/stage.ts';
import type { SiteText } from '../texts/translator.ts';

/** Something of a feature's own that is to be done between the first proof of who somebody is and all that their account opens. */
export interface FeatureStage<OwnStores> {
  /** Within the feature: clients read `terms.accept`, and routes that serve it name it so. */
  readonly name: string;
  /**
   * What waits for it. `entry`: nothing is opened until it is proved, by whichever way somebody logs in; for what proves more of who
   * it is. `use`: a browser's session is opened and opens only what serves the stage, and tokens are refused; for what changes
   * the account.
   */
  readonly before: StageTime;
  /** What people are told must be done first, out of the feature's texts. */
  readonly words: SiteText;
  /**
   * Whether the user has it before them. Asked at every log-in that did not prove it already, in its transaction: it waits for
   * `stores` and nothing else, 5 s. What another system must say is asked in `beforeLogIn` and kept in the feature's own stores.
   */
  appliesTo(flow: LogInFlow, facts: StageFacts<OwnStores>): boolean | Promise<boolean>;
}
