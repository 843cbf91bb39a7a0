// Prints what the validators of @kubernetes-models, which nobody here wrote, find wrong with the objects that come as
// JSON on standard input. A program of its own: those packages are ES modules, which jest does not load.
import { text } from 'node:stream/consumers';
import { ApplicationSet } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/ApplicationSet';
import { AppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import { Kustomization } from '@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization';
import { Alert } from '@kubernetes-models/flux-cd/notification.toolkit.fluxcd.io/v1beta3/Alert';
import { Provider } from '@kubernetes-models/flux-cd/notification.toolkit.fluxcd.io/v1beta3/Provider';
import { GitRepository } from '@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1/GitRepository';

const VALIDATORS = { Alert, AppProject, ApplicationSet, GitRepository, Kustomization, Provider };

for (const object of JSON.parse(await text(process.stdin))) {
  try {
    new VALIDATORS[object.kind](object).validate();
  } catch (error) {
    console.log(`${object.kind} ${object.metadata.name}: ${error.message}`);
  }
}
