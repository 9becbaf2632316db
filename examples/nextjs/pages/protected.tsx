import type { GetServerSideProps } from 'next';
import Head from 'next/head';
import { clientFor } from '@/lib/server-client';

interface ProtectedProps {
  readonly status: number;
  readonly message: string;
}

/** The API is asked on the server, with the cookie that the visitor sent. What it says is shown, whatever it is. */
export const getServerSideProps: GetServerSideProps<ProtectedProps> = async ({ req }) => {
  const client = await clientFor(req.headers);
  const { data, error } = await client.request<{ message: string }>({ path: '/api/protected/' });
  const message = error === undefined ? data.message : error.detail;
  return { props: { status: error?.status ?? 200, message } };
};

export default function ProtectedPage({ status, message }: ProtectedProps) {
  return (
    <>
      <Head>
        <title>Protected call · Playbill</title>
      </Head>
      <h1>A protected call</h1>
      <p className="lead">
        The server asked <code>/api/protected/</code> for you.
      </p>
      <p className="card answer-card">
        <code className={status === 200 ? 'status good' : 'status bad'}>{status}</code> {message}
      </p>
    </>
  );
}
