/** What is found out once for each of these, however often it is asked for, and forgotten with it. */
export function onceEach<Of extends object, Found>(
  find: (of: Of) => Promise<Found>,
): (of: Of) => Promise<Found> {
  const known = new WeakMap<Of, Promise<Found>>();
  return (of) => {
    const found = known.get(of) ?? find(of);
    known.set(of, found);
    return found;
  };
}
