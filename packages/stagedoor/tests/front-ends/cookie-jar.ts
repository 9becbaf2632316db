import type { AxiosInstance } from 'axios';

/** Makes an axios keep and send cookies, and say of itself what a browser on that page would say. */
export function asBrowser(api: AxiosInstance, says: Readonly<Record<string, string>>): Map<string, string> {
  const jar = new Map<string, string>();
  api.interceptors.request.use((config) => {
    if (jar.size > 0) config.headers.Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    for (const [name, value] of Object.entries(says)) config.headers[name] = value;
    return config;
  });
  api.interceptors.response.use((response) => {
    for (const cookie of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/Max-Age=0\b/.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  });
  return jar;
}
