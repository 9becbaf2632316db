import { accounts } from '@/lib/accounts';

/** Whatever this site has no page for, the accounts answer: /api/…, /accounts/…, their style sheet, and 404. */
async function answer(request: Request): Promise<Response> {
  const handle = await accounts();
  return await handle(request);
}

export {
  answer as DELETE,
  answer as GET,
  answer as HEAD,
  answer as OPTIONS,
  answer as PATCH,
  answer as POST,
  answer as PUT,
};
