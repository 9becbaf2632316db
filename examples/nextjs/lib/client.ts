import { createClient } from 'stagedoor/client';

/** What the pages in the browser ask the API with. It knows the origin and the cookies from the page. */
export const client = createClient();
