import { djangoDefaults } from './compatibility.ts';
import { needs } from './rules.ts';
import type { Setting } from './setting-kind.ts';
import { settingRecords } from './settings-table.ts';

const INTRODUCTION = `# Configuration

Every setting is an environment variable, read once at start. A server that cannot be run with them says so in words,
all of it at once, and does not start. In code the same settings have the camel-case form of their names:
\`SESSION_COOKIE_AGE\` is \`config.sessionCookieAge\`, and \`parseConfig(process.env, { sessionCookieAge: 600 })\` sets it.

An empty variable counts as not set. A setting marked *secret* can also be read from a file: \`SECRET_KEY_FILE\` names the
file that holds \`SECRET_KEY\`. Secrets are never printed or logged.

\`stagedoor check\` judges the settings, \`stagedoor check --deploy\` as production would.

This page is made from the \`settings.ts\` of each folder in \`packages/stagedoor/src/config\`, in the order of \`settings-table.ts\`, by
\`node scripts/write-configuration-reference.ts\`.
`;

/** The reference page of all settings, in Markdown. */
export function configurationReference(): string {
  const sections = Map.groupBy(settingRecords, ({ title }) => title);
  const groups = [...sections].map(([title, records]) => {
    const settings = records.flatMap((record) => Object.entries<Setting<unknown>>(record.settings));
    return `## ${title}\n\n${table(settings)}`;
  });
  return `${[INTRODUCTION.trimEnd(), ...groups, compatibilitySection()].join('\n\n')}\n`;
}

function table(settings: readonly [string, Setting<unknown>][]): string {
  const rows = settings.map(([name, setting]) => {
    const shape = setting.isSecret ? `${setting.shape} (*secret*)` : setting.shape;
    const about = `${setting.about}${needOf(name)}`;
    return `| \`${name}\` | ${shape} | ${shownDefault(setting)} | ${about} |`;
  });
  return ['| variable | may be | default | what it does |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function needOf(name: string): string {
  const need = Object.entries(needs).find(([setting]) => setting === name)?.[1];
  return need === undefined ? '' : ` Only with ${need.words}.`;
}

function shownDefault({ defaultText }: Setting<unknown>): string {
  return /^[\w./:,-]+$/.test(defaultText) && defaultText !== 'empty' ? `\`${defaultText}\`` : defaultText;
}

function compatibilitySection(): string {
  const rows = Object.entries(djangoDefaults).map(([name, value]) => `| \`${name}\` | \`${value}\` |`);
  return [
    '## What `COMPATIBILITY=django` sets',
    'Where these are not set themselves. Start prints what is weaker for it.',
    ['| variable | value |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
}
