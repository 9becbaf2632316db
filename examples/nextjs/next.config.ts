import type { NextConfig } from 'next';

// Nothing is sent to anybody.
process.env.NEXT_TELEMETRY_DISABLED = '1';

const config: NextConfig = {
  // The addresses of the API end in a slash, and a redirect would lose the body of a request.
  skipTrailingSlashRedirect: true,
  // This folder is a project of its own.
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
};

export default config;
