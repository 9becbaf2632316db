import { challenge, detail, type RefusalRows } from './refusal-row.ts';

export const basicRefusals: RefusalRows<'basic-refused'> = {
  'basic-refused': {
    status: 401,
    body: ({ fault }, translate) => detail(translate(`basic_header.${fault}`)),
    headers: challenge,
  },
};
