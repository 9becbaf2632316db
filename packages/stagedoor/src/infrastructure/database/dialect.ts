/** Which of the two databases a site stands on. */
export type Dialect = 'sqlite' | 'postgres';
