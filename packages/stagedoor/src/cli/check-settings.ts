import { generateKey } from '../config/generated-secrets.ts';
import { isSaid } from '../config/read-environment.ts';
import { deployProblems, weakenings } from '../config/rules.ts';
import { type Config, ConfigurationError, parseConfig } from '../config.ts';
import type { MissingTexts } from '../create-stagedoor/branding/open-languages.ts';
import type { SiteSettings } from './command-context.ts';

/** What is wrong with the settings. One sentence each. */
export interface CheckedSettings {
  readonly idle: readonly string[];
  /** What the languages that the site adds have no words for. */
  readonly missing: readonly MissingTexts[];
  readonly weaker: readonly string[];
  /** What no server starts with, in whatever mode it is. */
  readonly impossible: readonly string[];
  /** What stops production alone. */
  readonly refused: readonly string[];
}

/** In the mode that the settings say. */
export async function checkSettings(settings: SiteSettings): Promise<CheckedSettings> {
  const found = await read(settings);
  const { config, idle, missing } = found;
  return {
    idle,
    missing,
    weaker: config === null ? [] : weakenings(config),
    impossible: await withStart(settings, found),
    refused: [],
  };
}

/** As production would. What it refuses is told from what no mode takes. */
export async function checkForProduction({ environment, site }: SiteSettings): Promise<CheckedSettings> {
  const asIs = { ...environment, ...standIns(environment) };
  const found = await read({ site, environment: asIs });
  const { config, idle, missing } = found;
  const impossible = await withStart({ site, environment }, found);
  const inProduction = { ...environment, NODE_ENV: 'production' };
  const { problems } = await read({ site, environment: inProduction });
  const isProduction = environment.NODE_ENV === 'production';
  const weaker =
    config === null
      ? []
      : deployProblems({ ...config, nodeEnv: isProduction ? 'production' : 'development' });
  return {
    idle,
    missing,
    weaker: weaker.filter((line) => !problems.includes(line)),
    impossible,
    refused: problems.filter((line) => !impossible.includes(line)),
  };
}

/** What is wrong, and where nothing of it stops a start, what else does: only then can it be tried. */
async function withStart(
  { site }: SiteSettings,
  { config, problems }: ReadSettings,
): Promise<readonly string[]> {
  if (config === null || problems.length > 0) return problems;
  const { startProblems } = await import('../server/try-start.ts');
  return await startProblems(site, config);
}

/**
 * The rest of the settings is judged even where secrets are missing, so keys that nobody sees stand in for them; so nothing
 * is written to DATA_DIR either. What depends on the mode is as in production.
 */
function standIns(environment: SiteSettings['environment']): Record<string, string> {
  const keys = (['SECRET_KEY', 'CRYPTOGRAPHY_KEY'] as const).filter((name) => !isSaid(environment, name));
  return {
    NODE_ENV: 'development',
    API_DOCS: environment.API_DOCS || 'false',
    ...Object.fromEntries(keys.map((name) => [name, generateKey()])),
  };
}

interface ReadSettings {
  /** Null where it cannot be read at all. */
  readonly config: Config | null;
  readonly idle: readonly string[];
  readonly missing: readonly MissingTexts[];
  readonly problems: readonly string[];
}

/** The settings and what is wrong with them, where routes are among it. The interfaces are read only here, for the other commands need none. */
async function read({ environment, site }: SiteSettings): Promise<ReadSettings> {
  try {
    const config = parseConfig(environment, site.config, site.features);
    const { addressProblems } = await import('../server/address-problems.ts');
    const { scopesOfNobody } = await import('../server/scope-problems.ts');
    const { brandingProblems } = await import('../create-stagedoor/branding/branding-problems.ts');
    const { missing, problems } = brandingProblems(site, config);
    const { unreachedWebhook, webhookProblems } = await import('../create-stagedoor/webhook-feature.ts');
    const webhook = webhookProblems(config, site.features ?? []).map(
      (problem) => `WEBHOOK_EVENTS: ${problem}.`,
    );
    const { unreachedSizes } = await import('../create-stagedoor/unreached-sizes.ts');
    const idle = [
      ...config.settingsWithoutEffect,
      ...scopesOfNobody(config),
      ...unreachedWebhook(config),
      ...unreachedSizes(config, site.features),
    ];
    return { config, idle, missing, problems: [...addressProblems(config), ...webhook, ...problems] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { config: null, idle: [], missing: [], problems: error.problems };
  }
}
