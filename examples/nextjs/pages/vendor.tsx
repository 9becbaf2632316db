import type { GetServerSideProps } from 'next';
import Head from 'next/head';
import { useRouter } from 'next/router';
import { type SubmitEvent, useState } from 'react';
import type { User } from 'stagedoor/client';
import { NotForYou } from '@/components/not-for-you';
import { admitRole } from '@/lib/admit-role';
import { client } from '@/lib/client';
import { clientFor } from '@/lib/server-client';

interface Offer {
  readonly id: number;
  readonly title: string;
  readonly price: string;
}

interface VendorProps {
  /** Null for who is no vendor. */
  readonly user: User | null;
  readonly offers?: readonly Offer[];
}

export const getServerSideProps: GetServerSideProps<VendorProps> = async (context) => {
  const admitted = await admitRole(context, 'Vendor');
  if ('refused' in admitted) return admitted.refused;
  const { user } = admitted;
  const api = await clientFor(context.req.headers);
  const path = `/api/offers/?vendor=${user.id}`;
  const { data } = await api.request<{ results: readonly Offer[] }>({ path });
  return { props: { user, offers: data?.results ?? [] } };
};

export default function VendorPage({ user, offers = [] }: VendorProps) {
  const router = useRouter();
  const [problem, setProblem] = useState('');
  if (user === null) return <NotForYou lacking="Vendor" />;

  async function offer(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const form = event.currentTarget;
    const fields = new FormData(form);
    const body = { title: String(fields.get('title')), price: String(fields.get('price')) };
    const { error } = await client.request<Offer, keyof typeof body>({
      method: 'POST',
      path: '/api/offers/',
      body,
    });
    setProblem(error === undefined ? '' : sentenceOf(error));
    if (error === undefined) form.reset();
    await router.replace(router.asPath);
  }

  return (
    <>
      <Head>
        <title>Your offers · Playbill</title>
      </Head>
      <h1>Your offers</h1>
      <p className="lead">What you sell in the foyer tonight.</p>
      <ul className="card sessions">
        {offers.map(({ id, title, price }) => (
          <li key={id}>
            <strong>{title}</strong> {price}
          </li>
        ))}
      </ul>
      <form className="card" method="post" onSubmit={offer}>
        {problem !== '' && (
          <p className="problem" role="alert">
            {problem}
          </p>
        )}
        <label>
          What it is
          <input name="title" required />
        </label>
        <label>
          What it costs
          <input name="price" inputMode="decimal" required />
        </label>
        <button className="button" type="submit">
          Offer it
        </button>
      </form>
    </>
  );
}

/** The first thing that is wrong with a field, or what is wrong altogether. */
function sentenceOf(error: { readonly detail: string; readonly fields?: object }): string {
  const [first] = Object.values(error.fields ?? {}).flat();
  return typeof first === 'string' ? first : error.detail;
}
