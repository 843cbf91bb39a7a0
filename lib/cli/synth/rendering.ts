/** All that needs cdk8s: a program of its own, build/render.js, which the tool loads only where it writes YAML. */
export { applicationFiles, environmentFiles, loaded, plainHandovers } from '../../project/engines/engine-files';
export { ledToPlain, provingPlain } from '../../project/output/plain/moved';
export { plainOf } from '../../project/output/plain/objects';
export { ManifestError, renderApplication } from '../../project/output/render-application';
