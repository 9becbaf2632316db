/** So many rows each subject's table of products holds before the run. */
export const productCount = Number(process.env.BENCH_PRODUCTS ?? 10_000);

export const nameOf = (n: number) => `product ${String(n).padStart(6, '0')}`;

/** What every subject is asked for: by which headers somebody is known is its own. */
export function productWork(headers: Readonly<Record<string, string>>) {
  const body = JSON.stringify({ name: 'product {n}', description: 'Blue ink, 0.5 mm', price: '9.90' });
  const json = { ...headers, 'content-type': 'application/json' };
  return {
    'list of 50': { method: 'GET', path: '/api/products/?page_size=50', headers },
    'list of 50, not counted': { method: 'GET', path: '/api/products/?page_size=50&count=none', headers },
    detail: { method: 'GET', path: '/api/products/7/', headers },
    create: { method: 'POST', path: '/api/products/', headers: json, body },
  } as const;
}
