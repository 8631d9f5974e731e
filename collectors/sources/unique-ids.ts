const longest = 128;

/** Makes repeated ids of one agency differ: `.2`, `.3` ... (the next free) in file order. */
export function uniqueIds(): (agency: string, id: string) => { id: string; isRepeated: boolean } {
  const usedOf = new Map<string, Set<string>>();
  return (agency, id) => {
    const used = usedOf.get(agency) ?? new Set<string>();
    usedOf.set(agency, used);
    let free = id;
    for (let number = 2; used.has(free); number += 1) {
      const suffix = `.${number}`;
      free = id.slice(0, longest - suffix.length) + suffix;
    }
    used.add(free);
    return { id: free, isRepeated: free !== id };
  };
}
