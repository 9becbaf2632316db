import { defineFeature, type FeatureParts } from 'stagedoor';
import { steps } from './infrastructure/migrations/subscriptions/steps.ts';
import { paid } from './infrastructure/payment/paid.ts';
import { rowSubscriptions } from './infrastructure/subscription/row-subscriptions.ts';
import { issue } from './resources/issue.ts';
import { subscription } from './resources/subscription.ts';
import { needed } from './texts/subscription-refusals.ts';
import { subscriptionTexts } from './texts/subscription-texts.ts';

/** Who may read the magazine: whoever paid for it. */
export const subscriptions = defineFeature({
  name: 'subscriptions',
  resources: [subscription, issue],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/subscriptions',
  texts: subscriptionTexts,
  refusals: [needed.describedAs(subscriptionTexts.keys.needed)],
  useCases: ({ rows }: FeatureParts<object>) => rowSubscriptions(rows(subscription, 'application')),
  on: ({ begin }) => [paid.handledBy(({ data }) => begin(data.payerId, data.paymentId))],
});
