import type { Engine } from '../engine';
import { type ArgoCdSettings, argoCdSettings } from './settings';

export const argocd = {
  id: 'argocd',
  title: 'Argo CD',
  readsRepository: true,
  // It finds them by their folders.
  knowsApplications: false,
  settings: argoCdSettings,
  problemsOf: () => [],
  files: async () => (await import('./objects')).argoCdFiles,
} as const satisfies Engine<ArgoCdSettings>;
