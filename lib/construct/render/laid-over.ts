import { type ApiObject, JsonPatch } from 'cdk8s';
import { keysByName } from '../resolve/by-name';
import { type MergeKeys, overlaid } from './overlay';

type Fields = { readonly [key: string]: any };

/**
 * Lays a piece of Kubernetes YAML over an object, whenever that is written: cdk8s-plus has no property for all of it, and
 * drops fields that are newer than it is. Patches of callers, who get the object to go on with, win over it.
 */
export function layOver(object: ApiObject, template: Fields, keys: MergeKeys): void {
  if (Object.keys(template).length)
    changeAsWritten(object, made => keysByName(overlaid(made, template, keys)) as Fields);
}

/** Changes an object in the end, whenever it is written; patches of callers still win over that. */
export function changeAsWritten(object: ApiObject, change: (made: Fields) => Fields): void {
  const render = object.toJson.bind(object);
  const patches: JsonPatch[] = [];
  object.addJsonPatch = (...added) => {
    patches.push(...added);
  };
  object.toJson = () => {
    const made = change(render());
    return patches.length ? JsonPatch.apply(structuredClone(made), ...patches) : made;
  };
}
