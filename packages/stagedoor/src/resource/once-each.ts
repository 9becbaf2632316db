/** What is found out once for each of these, however often it is asked for, and forgotten with it. */
export function onceEach<Of extends object, Found>(find: (of: Of) => Found): (of: Of) => Found {
  const known = new WeakMap<Of, { readonly found: Found }>();
  return (of) => {
    const { found } = known.get(of) ?? { found: find(of) };
    known.set(of, { found });
    return found;
  };
}
