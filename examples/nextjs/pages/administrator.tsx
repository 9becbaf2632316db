import type { GetServerSideProps } from 'next';
import Head from 'next/head';
import { useRouter } from 'next/router';
import { useState } from 'react';
import type { User } from 'stagedoor/client';
import { NotForYou } from '@/components/not-for-you';
import { admitRole } from '@/lib/admit-role';
import { client } from '@/lib/client';
import { clientFor } from '@/lib/server-client';

interface Person {
  readonly id: number;
  readonly username: string;
  /** The keys of their groups. */
  readonly groups: readonly number[];
}

interface AdministratorProps {
  /** Null for who does not administer. */
  readonly user: User | null;
  readonly people?: readonly Person[];
  /** The key of the group of vendors. */
  readonly vendors?: number;
}

export const getServerSideProps: GetServerSideProps<AdministratorProps> = async (context) => {
  const admitted = await admitRole(context, 'Administrator');
  if ('refused' in admitted) return admitted.refused;
  const api = await clientFor(context.req.headers);
  const people = await api.request<{ results: readonly Person[] }>({ path: '/api/users/?ordering=username' });
  const groups = await api.request<{ results: readonly { id: number; name: string }[] }>({
    path: '/api/groups/',
  });
  const vendors = groups.data?.results.find(({ name }) => name === 'Vendor')?.id;
  return {
    props: {
      user: admitted.user,
      people:
        people.data?.results.map(({ id, username, groups: keys }) => ({ id, username, groups: keys })) ?? [],
      ...(vendors === undefined ? {} : { vendors }),
    },
  };
};

export default function AdministratorPage({ user, people = [], vendors = 0 }: AdministratorProps) {
  const router = useRouter();
  const [problem, setProblem] = useState('');
  if (user === null) return <NotForYou lacking="Administrator" />;

  async function change({ id, groups }: Person): Promise<void> {
    const others = groups.filter((key) => key !== vendors);
    const { error } = await client.request({
      method: 'PATCH',
      path: `/api/users/${id}/`,
      body: { groups: groups.includes(vendors) ? others : [...groups, vendors] },
    });
    setProblem(error?.detail ?? '');
    await router.replace(router.asPath);
  }

  return (
    <>
      <Head>
        <title>The house · Playbill</title>
      </Head>
      <h1>The house</h1>
      <p className="lead">Who is here, and who sells in the foyer.</p>
      {problem !== '' && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <ul className="card sessions">
        {people.map((person) => {
          const isVendor = person.groups.includes(vendors);
          return (
            <li key={person.id}>
              <div>
                <strong>{person.username}</strong> {isVendor && <span className="tag">vendor</span>}
              </div>
              {person.id !== user.id && (
                <button className="button quiet" type="button" onClick={() => change(person)}>
                  {isVendor ? `Make ${person.username} no vendor` : `Make ${person.username} a vendor`}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
