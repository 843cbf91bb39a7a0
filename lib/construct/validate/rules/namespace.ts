import type { ApplicationRule } from './rule';

/** A Namespace that is to be made needs a name. */
export const namespaceIsNamed: ApplicationRule = ({ createNamespace, namespace }) =>
  createNamespace && !namespace
    ? [{ path: ['createNamespace'], message: 'the namespace has no name: expected "namespace" beside it' }]
    : [];
