import { type OutputChunk, rolldown } from 'rolldown';

/** A module with all that it imports, as a front end's build makes it. Whatever is missing in browsers makes it fail. */
export async function bundleForBrowsers(path: string): Promise<OutputChunk> {
  const bundler = await rolldown({
    input: path,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message);
    },
  });
  const { output } = await bundler.generate({ format: 'esm', minify: true });
  await bundler.close();
  return output[0];
}
