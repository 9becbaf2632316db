import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openTestSite, type SignedIn, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answersAsShown } from '../../../packages/stagedoor/tests/support/tutorial/answers-as-shown.ts';
import {
  filesIn,
  follow,
  newFolder,
} from '../../../packages/stagedoor/tests/support/tutorial/follow-tutorial.ts';
import {
  readExchange,
  tutorialPages,
} from '../../../packages/stagedoor/tests/support/tutorial/tutorial-pages.ts';
import { site } from '../src/site.ts';

const INTAKE = join(import.meta.dirname, '..');
const pages = tutorialPages('tutorial-intake');

test('the tutorial leads from an empty folder to the intake, file by file', async () => {
  const folder = await newFolder();
  try {
    for (const step of pages.flatMap(({ steps }) => steps)) await follow(folder, step);
    expect(await filesIn(folder)).toEqual(await filesIn(INTAKE));
  } finally {
    await rm(folder, { recursive: true });
  }
});

describe('what the tutorial of the intake shows', () => {
  let opened: TestSite;
  let people: Readonly<Record<string, SignedIn>>;

  beforeAll(async () => {
    opened = await openTestSite({ ...site });
    await opened.stagedoor.useCases.group.seedRoles({ by: 'operator', roles: opened.stagedoor.roles });
    const member = async (...groups: readonly string[]) =>
      await opened.signInAs(await opened.createUser({ groups }), 'api-token');
    people = { operadora: await member('Operador'), ana: await member() };
  });
  afterAll(() => opened.close());

  const exchanges = pages.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'exchange' ? [readExchange(step.text)] : [])),
  );
  const ask = answersAsShown({ site: () => opened, people: () => people });
  test.each(exchanges)('$method $url by $who is answered $status', ask);
});
