/** What is worked out of a tree or a model when it is first asked for, and kept as long as that is. */
export function onceFor<From extends object, Made>(make: (from: From) => Made): (from: From) => Made {
  const known = new WeakMap<From, { readonly made: Made }>();
  return from => {
    let found = known.get(from);
    if (!found) {
      found = { made: make(from) };
      known.set(from, found);
    }
    return found.made;
  };
}
