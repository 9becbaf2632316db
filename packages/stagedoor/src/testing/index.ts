// `stagedoor/testing`: a whole site for the tests of an application. Never for anything that serves people.
export type { GivenUser } from '../core/account/sign-up/read-user.ts';
export type { CaughtMail } from '../infrastructure/mail/catcher.ts';
export type { FixedClock } from '../infrastructure/memory/fixed-clock.ts';
export {
  type NewTestUser,
  openTestSite,
  type TestSite,
  type TestUser,
} from './open-test-site.ts';
export type { Cost, ResourceCost, ResourceCostOptions } from './resource-costs.ts';
export type { SignedIn, SignInBy } from './sign-in.ts';
export type { TestMail } from './test-mail.ts';
export type { TestSiteOptions } from './test-site-options.ts';
