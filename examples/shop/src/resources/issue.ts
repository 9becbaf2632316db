import { definePolicies, defineResource } from 'stagedoor';

const active = {
  table: 'subscriptions_subscription',
  user: 'subscriber_id',
  where: { is_active: true },
} as const;

const { IssueAccess } = definePolicies({
  HasSubscription: { policy: { has: active }, refusal: 'subscriptions.needed' },
  ReadsIssues: { all: [{ action: 'view' }, 'IsAuthenticated', 'HasSubscription'] },
  WritesIssues: { all: [{ action: ['add', 'change', 'delete'] }, 'IsAdminUser'] },
  IssueAccess: { any: ['ReadsIssues', 'WritesIssues'] },
});

/** The magazine of the shop, for whoever has a subscription. */
export const issue = defineResource({
  name: 'issue',
  fields: { title: { type: 'text', max: 200 }, body: { type: 'markdown' } },
  text: 'title',
  order: ['title'],
  access: IssueAccess,
});
