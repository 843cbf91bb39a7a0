import type { Loose } from '../copy';
import type { Inputs } from './inputs';

type Change = (content: Loose) => void;

/** An edit of apps/<application>.yaml. */
export const spec = (application: string, change: Change) => (inputs: Inputs) =>
  inputs.edit(`apps/${application}.yaml`, change);

/** An edit of releases/<environment>/<application>.yaml by hand. */
export const state = (place: string, change: Change) => (inputs: Inputs) =>
  inputs.edit(`releases/${place}.yaml`, change);

/** An edit of a frozen entry by hand that says that it is one of the tool's. */
export const forged = (place: string, colour: 'blue' | 'green', change: Change) => (inputs: Inputs) =>
  inputs.forge(place, colour, change);

/** An edit of bluegreen.yaml. */
export const settings = (change: Change) => (inputs: Inputs) => inputs.edit('bluegreen.yaml', change);
