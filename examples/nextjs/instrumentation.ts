/** Next calls this once as the server starts: whatever is wrong with the accounts is said now, not to the first visitor. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { accounts } = await import('@/lib/accounts');
  await accounts();
}
