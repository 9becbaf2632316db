import { type GuardedPost, type PostAnswer, postGuarded } from './post-guarded.ts';

export type FormPost = Omit<GuardedPost, 'headers' | 'body' | 'allowedBy'> & {
  readonly fields: Readonly<Record<string, string>>;
};

/**
 * Posts a form, as `postGuarded` does.
 *
 * @throws OutsideProblem, or the failure of the network.
 */
export function postForm({ fields, ...post }: FormPost): Promise<PostAnswer> {
  return postGuarded({
    ...post,
    allowedBy: 'EXTERNAL_AUTH_ALLOW_PRIVATE',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
}
