/** All that needs cdk8s: a program of its own, build/render.js, which the tool loads only where it writes YAML. */
export { applicationFiles, environmentFiles, loaded } from '../../project/engines/engine-files';
export { ManifestError, renderApplication } from '../../project/output/render-application';
