/** All that needs cdk8s, which the tool runs only where it makes YAML: nothing but a type is to be imported from elsewhere. */
export { watchJob } from '../../construct/render/watch';
export { applicationFiles, environmentFiles, loaded, plainHandovers } from '../../project/engines/engine-files';
export { neverDeleted } from '../../project/output/never-deleted';
export { ledToPlain, provingPlain } from '../../project/output/plain/moved';
export { plainOf } from '../../project/output/plain/objects';
export { ManifestError, renderApplication } from '../../project/output/render-application';
