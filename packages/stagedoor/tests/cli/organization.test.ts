import { expect, test } from 'vitest';
import { useSites } from './sites.ts';

const sites = useSites();

async function openSite(environment: Record<string, string> = { ORGANIZATIONS: 'managed' }) {
  const site = await sites.onSqlite(environment);
  await site.run(['migrate']);
  for (const name of ['ana', 'ben'])
    await site.run(['createsuperuser', '--noinput', '--username', name, '--email', `${name}@mail.example`]);
  const say = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await site.run(words);
    return exitCode === 0 ? stdout : `${exitCode}: ${stderr}`;
  };
  return { site, say };
}

test('organization makes one, says who is in it, invites, and ends it', async () => {
  const { site, say } = await openSite();
  const organization = (...words: string[]) => say('organization', ...words);
  expect((await site.run(['organization', 'list'])).stderr).toContain('No organizations.');
  expect(await organization('create', 'Acme', 'ana')).toMatch(/^Made the organization Acme \(id:\d+\)\.\n$/);
  expect(await organization('create', ' ', 'ana')).toMatch(/^1: /);
  expect(await organization('list')).toMatch(/^ID +ORGANIZATION\n\d+ +Acme\n$/);
  expect(await organization('rename', 'Acme', 'Bloom')).toBe('The organization is called Bloom now.\n');
  expect(await organization('members', 'Acme')).toBe(
    '1: There is no organization Acme. See them with: stagedoor organization list\n',
  );
  expect(await organization('add_member', 'Bloom', 'ben', '--role', 'admin')).toBe('ben is in Bloom now.\n');
  expect(await organization('add_member', 'Bloom', 'ben')).toContain('in Bloom already');
  expect(await organization('add_member', 'Bloom', 'ben', '--role', 'king')).toMatch(/^2: /);
  expect(await organization('set_role', 'Bloom', 'ben', 'king')).toBe(
    '1: A role is one of: owner, admin, member.\n',
  );
  expect(await organization('set_role', 'Bloom', 'ana', 'member')).toContain('needs an owner');
  expect(await organization('set_role', 'Bloom', 'ben', 'member')).toBe('ben is member in Bloom now.\n');
  const members = (await organization('members', 'Bloom', '--json')).trim().split('\n');
  const roles = members.map((line) => JSON.parse(line)).map(({ username, role }) => `${username} ${role}`);
  expect(roles.toSorted()).toEqual(['ana owner', 'ben member']);
  expect(await organization('invite', 'Bloom', 'carl@mail.example')).toBe(
    'An invitation goes to carl@mail.example.\n',
  );
  expect(await organization('invite', 'Bloom', 'carl@mail.example')).toContain('invited already');
  expect(await organization('invitations', 'Bloom')).toMatch(/carl@mail\.example +member +\d{4}-/);
  expect(await organization('revoke_invitation', 'Bloom', 'Carl@mail.example')).toBe(
    'The invitation of carl@mail.example is taken back.\n',
  );
  expect(await organization('revoke_invitation', 'Bloom', 'carl@mail.example')).toContain('is not invited');
  await organization('create', 'Bloom', 'ben');
  expect(await organization('members', 'Bloom')).toMatch(
    /^1: Several organizations are called Bloom\. Say which:\nid:\d+ +Bloom .*\nid:\d+ +Bloom /,
  );
  const listed = (await organization('list', '--json')).trim().split('\n');
  for (const { id } of listed.map((line) => JSON.parse(line))) {
    expect(await organization('remove', `id:${id}`)).toMatch(
      /^1: The organization Bloom has [12] members?\./,
    );
    expect(await organization('remove', `id:${id}`, '--noinput')).toBe('Removed the organization Bloom.\n');
  }
  const { stdout } = await site.run(['audit', 'list', '--json']);
  for (const action of ['organization-create', 'membership-add', 'invitation-send', 'organization-delete'])
    expect(stdout).toContain(`"action":"${action}"`);
});

test('organization makes none on a site that has none', async () => {
  const { say } = await openSite({});
  expect(await say('organization', 'create', 'Acme', 'ana')).toBe(
    '1: This site has no organizations. Set ORGANIZATIONS=managed or open.\n',
  );
});

test('role makes one, says what it holds, and gives it, everywhere or in one organization', async () => {
  const { site, say } = await openSite();
  const role = (...words: string[]) => say('role', ...words);
  expect((await site.run(['role', 'list'])).stderr).toContain('No roles.');
  expect(await role('create', 'editor', '--label', 'Editor', '--permissions', 'auth.view_user')).toBe(
    'Made the role editor.\n',
  );
  expect(await role('create', 'editor')).toBe('1: A role with that name already exists.\n');
  expect(await role('create', 'owner')).toMatch(/^1: .*reserved/);
  expect(await role('create', 'viewer', '--permissions', 'auth.veiw_user')).toBe(
    '1: There is no permission auth.veiw_user; did you mean auth.view_user?\n',
  );
  expect(await role('list')).toMatch(/editor +Editor +auth\.view_user/);
  expect(await role('change', 'editor', '--name', 'author')).toBe('The role author is changed.\n');
  expect(await role('show', 'editor')).toMatch(/^1: There is no role editor\./);
  expect(await role('assign', 'author', 'ana')).toBe('ana has the role author now.\n');
  expect(await role('assign', 'author', 'ana')).toContain('has the role author already');
  expect(await role('show', 'author')).toBe('author: given 1 time\nauth.view_user\n');
  await say('organization', 'create', 'Acme', 'ben');
  const there = ['--organization', 'Acme'];
  expect(await role('assign', 'author', 'ana', ...there)).toMatch(/^1: .*not a member/);
  expect(await role('assign', 'author', 'ben', ...there)).toBe('ben has the role author now.\n');
  expect(await say('organization', 'members', 'Acme')).toMatch(/ben .*owner +author/);
  expect(await role('remove', 'author')).toContain('--assignments 2');
  expect(await role('unassign', 'author', 'ben', ...there)).toBe('ben no longer has the role author.\n');
  expect(await role('unassign', 'author', 'ben', ...there)).toContain('does not have the role');
  expect(await role('remove', 'author', '--assignments', '1')).toBe('Removed the role author.\n');
});

test('organization makes teams, says who is in them, and ends them', async () => {
  const { say } = await openSite();
  const organization = (...words: string[]) => say('organization', ...words);
  await organization('create', 'Acme', 'ana');
  expect(await organization('create_team', 'Acme', 'Press')).toMatch(/^Made the team Press \(id:\d+\)\.\n$/);
  expect(await organization('create_team', 'Acme', 'PRESS')).toContain('There is a team with this name');
  expect(await organization('rename_team', 'Acme', 'Press', 'Media')).toBe('The team is called Media now.\n');
  expect(await organization('add_to_team', 'Acme', 'Press', 'ana')).toBe(
    '1: There is no team Press in this organization.\n',
  );
  const noMember = '1: ben is not in Acme. See who is with: stagedoor organization members "Acme"\n';
  expect(await organization('add_to_team', 'Acme', 'Media', 'ben')).toBe(noMember);
  expect(await organization('remove_member', 'Acme', 'ben')).toBe(noMember);
  expect(await organization('set_role', 'Acme', 'ben', 'admin')).toBe(noMember);
  expect(await organization('team_members', 'Acme', 'Media')).toBe('');
  expect(await organization('add_to_team', 'Acme', 'Media', 'ana')).toBe('ana is in the team Media now.\n');
  expect(await organization('add_to_team', 'Acme', 'Media', 'ana')).toContain('in the team Media already');
  expect(await organization('team_members', 'Acme', 'Media')).toMatch(/^ID .*\n\d+ +ana .*owner/);
  expect(await organization('teams', 'Acme', '--member', 'ana')).toMatch(/^ID +TEAM\n\d+ +Media\n$/);
  expect(await organization('remove_from_team', 'Acme', 'Media', 'ana')).toContain('no longer in the team');
  expect(await organization('remove_team', 'Acme', 'Media')).toBe('Removed the team Media.\n');
  expect(await organization('teams', 'Acme', '--json')).toBe('');
});
