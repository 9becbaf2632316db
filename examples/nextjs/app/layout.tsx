import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Frame } from '@/components/frame';
import '@/styles/site.css';

export const metadata: Metadata = { title: 'Sessions · Playbill' };
export const viewport: Viewport = { colorScheme: 'light dark' };

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Frame>{children}</Frame>
      </body>
    </html>
  );
}
