import { createTestDatabase } from './services.ts';

/** Both databases that a site may stand on: what DATABASE_URL must say, and how to be rid of it. */
export const databases: readonly {
  readonly database: string;
  open(): Promise<{ readonly env: Record<string, string>; drop(): Promise<void> }>;
}[] = [
  { database: 'SQLite', open: async () => ({ env: {}, drop: async () => {} }) },
  {
    database: 'PostgreSQL',
    async open() {
      const { url, drop } = await createTestDatabase();
      return { env: { DATABASE_URL: url }, drop };
    },
  },
];
