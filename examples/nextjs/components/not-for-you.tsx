import type { Role } from '@/lib/role-of-user';

const SENTENCES: Record<Role, string> = {
  Administrator: 'This page is for those who administer the house.',
  Vendor: 'This page is for those who sell in the foyer. An administrator makes somebody a vendor.',
};

/** What whoever lacks the role of a page sees there. */
export function NotForYou({ lacking }: { readonly lacking: Role }) {
  return (
    <>
      <h1>Not for you</h1>
      <p className="lead">{SENTENCES[lacking]}</p>
    </>
  );
}
