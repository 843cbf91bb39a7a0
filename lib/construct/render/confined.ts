type Fields = Record<string, any>;

/** What no container gets unless somebody asks for it; with the pod's own part it is what Pod Security calls restricted. */
export const CONFINED: Fields = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};

/**
 * A pod template with a place for every container that another one brings: its name, and the security context that it
 * gets unless it says otherwise.
 */
export function withPlacesFor(added: unknown, template: unknown): unknown {
  const { spec, ...rest } = template as Fields;
  const places = ['containers', 'initContainers'].flatMap(list => {
    const present: Fields[] = spec[list] ?? [];
    const brought: Fields[] = (added as Fields)['spec']?.[list] ?? [];
    const strangers = brought.filter(({ name }) => !present.some(container => container['name'] === name));
    if (!strangers.length) return [];
    const confined = strangers.map(({ name, securityContext }) => ({ name, securityContext: under(securityContext) }));
    return [[list, [...present, ...confined]]];
  });
  return { ...rest, spec: { ...spec, ...Object.fromEntries(places) } };
}

// Kubernetes refuses to keep from more rights a container that has all of them.
// https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
function under(asked: Fields | undefined | null): Fields {
  const { allowPrivilegeEscalation, ...rest } = CONFINED;
  const added: unknown[] = asked?.['capabilities']?.add ?? [];
  const mayAll = asked?.['privileged'] === true || added.some(name => /^(CAP_)?SYS_ADMIN$/.test(String(name)));
  return mayAll ? rest : CONFINED;
}
