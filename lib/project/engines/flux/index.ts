import type { Engine } from '../engine';
import { type FluxSettings, fluxSettings } from './settings';

// Flux writes the name into a label of every object that it applies, and Kubernetes takes no longer value there.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const LONGEST = 63;

export const flux = {
  id: 'flux',
  title: 'Flux',
  readsRepository: true,
  knowsApplications: true,
  owns: ({ group }) => /(^|\.)fluxcd\.io$/.test(group),
  settings: fluxSettings,
  longestName: {
    characters: LONGEST,
    why: name => `Flux writes "${name}" into a label, which takes ${LONGEST} characters`,
  },
  // https://fluxcd.io/flux/components/source/gitrepositories/#url
  // An application has a folder of its own there.
  firstSync: folder => `kubectl apply --recursive --filename ${folder}`,
  problemsOf: repository => {
    if (/^(https?|ssh):\/\//.test(repository)) return [];
    const [, host, path] = /^([^/:]+):(?!\/\/)(.+)$/.exec(repository) ?? [];
    return [
      {
        path: ['gitops', 'repository'],
        message: `expected an address that starts with https://, http:// or ssh://, as Flux takes it, got ${JSON.stringify(repository)}`,
        ...(host && { fix: `ssh://${host}/${path}` }),
      },
    ];
  },
  files: async () => (await import('./objects')).fluxFiles,
} as const satisfies Engine<FluxSettings>;
