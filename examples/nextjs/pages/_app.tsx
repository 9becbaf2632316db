import type { AppProps } from 'next/app';
import Head from 'next/head';
import { Frame } from '@/components/frame';
import '@/styles/site.css';

export default function Site({ Component, pageProps }: AppProps) {
  return (
    <Frame>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="/icon.svg" />
      </Head>
      <Component {...pageProps} />
    </Frame>
  );
}
