/** What a scraper reads of one line. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;

/**
 * Reads Prometheus' text format (version 0.0.4) as strictly as a scraper does.
 * @throws for a line that is none, a figure without a type, and one that comes twice
 */
export function readExposition(text: string): readonly Sample[] {
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  const types = new Set<string>();
  const seen = new Set<string>();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const type = /^# TYPE (\S+) (?:counter|gauge|histogram|summary)$/.exec(line)?.[1];
      if (type !== undefined) types.add(type);
      if (/^# (?:TYPE|HELP) \S+ ./.test(line)) return [];
      const [, name, labels = '', value] = SAMPLE.exec(line) ?? [];
      const family = name?.replace(/_(?:bucket|sum|count)$/, '') ?? '';
      const hasType = types.has(name ?? '') || types.has(family);
      const key = line.slice(0, line.lastIndexOf(' '));
      if (name === undefined || value === undefined || !hasType || seen.has(key)) {
        throw new Error(`no line of the text format: ${line}`);
      }
      seen.add(key);
      return [{ name, labels: readLabels(labels), value: Number(value.replace('Inf', 'Infinity')) }];
    });
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const [, name, value] = LABEL.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new Error(`no labels: ${text}`);
    labels[name] = value;
  }
  return labels;
}
